//! Rights, duties, and what verify finds.

use super::*;

#[actix_web::test]
async fn c4_a_person_who_leaves_is_refused_on_the_next_request() {
    let (app, keeper) = office_with_keeper().await;
    for n in 2..12 {
        let person = person_as(&app, &keeper, n, Role::Staff).await;
        let name = format!("staff{n}");
        open_account_for(&app, &keeper, None, person, name)
            .await
            .unwrap();
        let given = vec![duty(person, Duty::CardDispenser)];
        let number = format!("{n}/2569");
        order_with_duties(&app, &keeper, None, order(&number), given)
            .await
            .unwrap();
        let token = sign_in_as(&app, person, Door::Program).await.unwrap().token;
        let before = actor_with(&app, &token).await.unwrap();
        assert_eq!(before.duties, [Duty::CardDispenser]);
        person_leaves(&app, &keeper, None, person, "ลาออก".into())
            .await
            .unwrap();
        assert_eq!(actor_with(&app, &token).await.unwrap_err().status, 401);
        let held = app
            .read(move |conn| duties_of(conn, person, today()))
            .await
            .unwrap();
        assert!(held.is_empty());
        let given = app
            .read(move |conn| crate::identity::store::duties_of_person(conn, person))
            .await
            .unwrap();
        assert!(given.iter().all(|duty| duty.period.is_over(today())));
    }
    let alone = person_leaves(&app, &keeper, None, keeper.person, "ลาออก".into()).await;
    assert!(matches!(alone, Err(IdentityError::LastSystemKeeper)));
    assert!(report(&app).ok, "{:?}", report(&app).broken);
}

#[actix_web::test]
async fn a7_1_3_a_refused_duty_leaves_no_order_behind() {
    let (app, keeper) = office_with_keeper().await;
    let staff = person_as(&app, &keeper, 2, Role::Staff).await;
    let both = vec![duty(staff, Duty::CardKeeper), duty(staff, Duty::PinKeeper)];
    let refused = order_with_duties(&app, &keeper, None, order("16/2569"), both).await;
    assert_eq!(refused.unwrap_err().rule(), Some(Rule::A7_1_3));
    let mut conn = app.config.database.connect(Access::Read).unwrap();
    let left: (i64, i64) = (
        orders::table.count().get_result(&mut conn).unwrap(),
        duties::table.count().get_result(&mut conn).unwrap(),
    );
    assert_eq!(left, (0, 0));
    let fine = vec![duty(staff, Duty::CardKeeper)];
    order_with_duties(&app, &keeper, None, order("16/2569"), fine)
        .await
        .unwrap();
    let twin = order_with_duties(&app, &keeper, None, order("16/2569"), Vec::new()).await;
    assert!(matches!(twin, Err(IdentityError::Taken("number"))));
}

#[actix_web::test]
async fn a12_3_a_terminals_duty_lies_within_its_order() {
    let (app, keeper) = office_with_keeper().await;
    let staff = person_as(&app, &keeper, 2, Role::Staff).await;
    let late = NewDuty {
        to: Some(today().plus_days(31)),
        ..duty(staff, Duty::EdcUser)
    };
    let refused = order_with_duties(&app, &keeper, None, order("1/2569"), vec![late]).await;
    assert_eq!(refused.unwrap_err().rule(), Some(Rule::A12_3));
}

#[actix_web::test]
async fn nobody_gives_himself_a_role_and_staff_keep_no_people() {
    let (app, keeper) = office_with_keeper().await;
    let own = NewRole {
        person: keeper.person,
        role: Role::Manager,
        acting: false,
        order: None,
        from: today(),
        to: None,
    };
    let refused = give_role_to(&app, &keeper, None, own.clone()).await;
    assert!(matches!(refused, Err(IdentityError::OwnRights)));
    let own_duty = duty(keeper.person, Duty::CardKeeper);
    let refused = order_with_duties(&app, &keeper, None, order("2/2569"), vec![own_duty]).await;
    assert!(matches!(refused, Err(IdentityError::OwnRights)));
    let staff = Actor {
        roles: vec![Role::Staff],
        person: PersonId::new(99),
        lang: Lang::Th,
        ..keeper
    };
    let refused = give_role_to(&app, &staff, None, own).await;
    assert!(matches!(refused, Err(IdentityError::NotYours)));
}

#[actix_web::test]
async fn a_role_that_ends_takes_the_duties_that_hang_on_it() {
    let (app, keeper) = office_with_keeper().await;
    let staff = person_as(&app, &keeper, 2, Role::Staff).await;
    let given = vec![duty(staff, Duty::CardDispenser)];
    order_with_duties(&app, &keeper, None, order("1/2569"), given)
        .await
        .unwrap();
    let role = person_view(&app, staff).await.unwrap().roles[0].id;
    let last = today().plus_days(5);
    end_given_role(&app, &keeper, None, role, Some(last), "ย้าย".into())
        .await
        .unwrap();
    let on =
        |d: i64| move |conn: &mut crate::db::Conn| duties_on(conn, staff, today().plus_days(d));
    assert_eq!(app.read(on(5)).await.unwrap(), [Duty::CardDispenser]);
    assert!(app.read(on(6)).await.unwrap().is_empty());
    let again = end_given_role(
        &app,
        &keeper,
        None,
        role,
        Some(last.plus_days(1)),
        "x".into(),
    )
    .await;
    assert!(matches!(again, Err(IdentityError::Field("last_day"))));
}

#[actix_web::test]
async fn a_password_hash_put_in_by_hand_lets_nobody_in_and_is_named() {
    let (app, keeper) = office_with_keeper().await;
    let forged = PasswordHash::of("known-to-the-thief").unwrap();
    let mut conn = app.config.database.connect(Access::Write).unwrap();
    diesel::update(passwords::table.find(keeper.account.get()))
        .set(passwords::hash.eq(forged.phc()))
        .execute(&mut conn)
        .unwrap();
    let refused = enter(&app, "kanda", "known-to-the-thief").await;
    assert!(matches!(refused, Err(IdentityError::WrongSignIn)));
    let broken = report(&app).broken.unwrap();
    assert_eq!(broken.table.as_deref(), Some("passwords"));
}

#[actix_web::test]
async fn a_projection_changed_by_hand_is_named() {
    let (app, keeper) = office_with_keeper().await;
    let staff = person_as(&app, &keeper, 2, Role::Staff).await;
    let given = vec![NewDuty {
        terminal: Some("T1".into()),
        ..duty(staff, Duty::EdcUser)
    }];
    order_with_duties(&app, &keeper, None, order("1/2569"), given)
        .await
        .unwrap();
    let mut conn = app.config.database.connect(Access::Write).unwrap();
    diesel::update(duties::table)
        .set(duties::duty.eq("edc_controller"))
        .execute(&mut conn)
        .unwrap();
    let broken = report(&app).broken.unwrap();
    assert_eq!(broken.table.as_deref(), Some("duties"));
}

#[actix_web::test]
async fn the_matrix_says_who_has_may_and_may_not() {
    let (app, keeper) = office_with_keeper().await;
    let staff = person_as(&app, &keeper, 2, Role::Staff).await;
    let given = vec![duty(staff, Duty::CardKeeper)];
    order_with_duties(&app, &keeper, None, order("12/2569"), given)
        .await
        .unwrap();
    let seen = matrix(&app, today()).await.unwrap();
    let row = seen.people.iter().find(|r| r.person == staff).unwrap();
    let mark = |duty: Duty| {
        let cell = row.cells.iter().find(|c| c.duty == duty).unwrap();
        (cell.mark, cell.rule)
    };
    assert_eq!(mark(Duty::CardKeeper), (Mark::Has, None));
    assert_eq!(mark(Duty::EdcUser), (Mark::May, None));
    assert_eq!(
        mark(Duty::CardDispenser),
        (Mark::Beside, Some(Rule::A7_2_3X))
    );
    assert_eq!(mark(Duty::PinKeeper), (Mark::Never, Some(Rule::A7_1_2)));
    assert_eq!(seen.ending.len(), 1);
    assert!(
        !seen.uncovered.contains(&Duty::CardKeeper) && seen.uncovered.contains(&Duty::PinKeeper)
    );
}
