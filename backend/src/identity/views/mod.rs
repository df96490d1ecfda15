//! Screens of people, sign-in, orders and duties. Plain data.

mod entry;
mod people;
mod texts;

pub use entry::{PasswordPage, SetUpPage, SignInPage, WhoPage, WhoRow};
pub use people::{
    DutiesPage, DutyCell, DutyRow, HeldRow, Mark, OneTimePage, OrderForm, OrderRow, OrdersPage,
    PeoplePage, PersonForm, PersonPage, PersonRow,
};
pub use texts::PeopleTexts;
