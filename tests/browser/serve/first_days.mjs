// `serve` on an empty folder, in the browser from its first page on: the first administrator, people with accounts and orders,
// members and the existing register from files, and then the first card's whole way with its fee and its papers. Nothing here
// was made by the demonstration.

import assert from 'node:assert/strict';
import { base, desk, people, person, phone, signIn, visitor } from '../office.mjs';
import { api, applies, handsOver, holds, looked, main, placeOf, receives, releases, send, withCheckDigit } from '../way.mjs';

const OWN = 'ประตูสีเขียว-บานที่-47';
const nationalId = (n) => withCheckDigit.nationalId(`37${String(n).padStart(10, '0')}`);

// Who works here, what each is, and what each does by order.
const STAFF = [
  { username: 'somsri', name: 'นางสมศรี วงศ์คำ', role: 'manager', duties: [] },
  { username: 'prasit', name: 'นายประสิทธิ์ รักดี', role: 'board_member', duties: ['pin_keeper'] },
  { username: 'somchai', name: 'นายสมชาย ใจมั่น', role: 'staff', duties: ['card_keeper'] },
  { username: 'malee', name: 'น.ส.มาลี บุญส่ง', role: 'staff', duties: ['card_dispenser', 'application_officer'] },
  { username: 'wichai', name: 'นายวิชัย แก้วกล้า', role: 'staff', duties: ['pin_dispenser'] },
];

const csv = (rows) => ({ mimeType: 'text/csv', buffer: Buffer.from(`\uFEFF${rows.map((row) => row.join(',')).join('\r\n')}\r\n`) });

// Looks at the page of the first days and at Today, which leads to it until all six steps are done.
async function firstDays(browser, who, done) {
  const visit = await visitor(browser, desk);
  const { page, context } = visit;
  await signIn(page, who);
  const leads = await page.locator('.banner a[href="/beginning"]').count();
  assert.equal(leads, done === 6 ? 0 : 1, `Today leads to the first days while ${done} steps are done`);
  await page.goto(`${base}/beginning`);
  await looked(visit);
  const said = await page.locator('main').innerText();
  assert.ok(said.includes(`ทำแล้ว ${done} จาก 6 ขั้น`), said);
  await context.close();
}

async function setsUp(browser) {
  const visit = await visitor(browser, desk);
  const { page } = visit;
  await page.goto(`${base}/set-up`);
  await looked(visit);
  await page.locator('[name="full_name"]').fill('นายระบบ ดูแลดี');
  await page.locator('[name="national_id"]').fill(nationalId(1));
  await page.locator('[name="user_name"]').fill('keeper');
  await page.locator('[name="password"]').fill(OWN);
  await page.locator('[name="again"]').fill(OWN);
  await page.locator('[name="set_up_code"]').fill(process.env.SAHAKORN_SET_UP_CODE);
  await send(page, main(page));
  assert.equal(new URL(page.url()).pathname, '/beginning');
  people.push({ username: 'keeper', password: OWN, name: 'นายระบบ ดูแลดี', roles: ['system_keeper'], duties: [] });
  await looked(visit);
  return visit;
}

async function enters(page, one, n) {
  await page.goto(`${base}/people/new`);
  await page.locator('[name="full_name"]').fill(one.name);
  await page.locator('[name="national_id"]').fill(nationalId(10 + n));
  await page.locator('[name="role"]').selectOption(one.role);
  await page.locator('[name="user_name"]').fill(one.username);
  await send(page, main(page));
  const once = (await page.locator('p.mono').innerText()).trim();
  await page.locator('a.btn.main').click();
  return { once, person_id: Number(new URL(page.url()).pathname.split('/').pop()) };
}

async function changesPassword(browser, username, once) {
  const { page, context } = await visitor(browser, desk);
  await page.goto(`${base}/`);
  await page.locator('input[name="user_name"]').fill(username);
  await page.locator('input[name="password"]').fill(once);
  await send(page, page.locator('form:has(input[name="password"]) button.main'));
  await page.locator('[name="old"]').fill(once);
  await page.locator('[name="new"]').fill(OWN);
  await page.locator('[name="again"]').fill(OWN);
  await send(page, page.locator('form[action="/password"] button.main'));
  await context.close();
}

async function orders(page, person, duty, n) {
  await page.goto(`${base}/orders/new`);
  await page.locator('[name="person"]').selectOption(String(person));
  await page.locator('[name="duty"]').selectOption(duty);
  await page.locator('[name="number"]').fill(`${n}/2569`);
  await send(page, main(page));
  assert.match(page.url(), /\/orders$/, `order for ${duty}`);
}

async function staff(browser, keeper) {
  let order = 0;
  for (const [n, one] of STAFF.entries()) {
    const { once, person_id } = await enters(keeper.page, one, n);
    await changesPassword(browser, one.username, once);
    people.push({ username: one.username, password: OWN, name: one.name, roles: [one.role], duties: one.duties, person_id });
    for (const duty of one.duties) await orders(keeper.page, person_id, duty, (order += 1));
  }
  await keeper.page.goto(`${base}/duties`);
  await looked(keeper);
  await keeper.context.close();
}

async function members(browser) {
  const { page, context } = await visitor(browser, desk);
  await signIn(page, 'somsri');
  await page.goto(`${base}/members/import`);
  const head = ['เลขทะเบียน', 'คำนำหน้า', 'ชื่อ', 'นามสกุล', 'เลขประจำตัวประชาชน', 'วันที่เป็นสมาชิก'];
  const rows = Array.from({ length: 12 }, (_, n) => [String(501 + n), 'นาง', `สมาชิก${'กขคงจฉชซฌญฎฏ'[n]}า`, 'เริ่มแรก', nationalId(100 + n), '15/01/2558']);
  await page.locator('[name="file"]').setInputFiles({ name: 'members.csv', ...csv([head, ...rows]) });
  await send(page, main(page));
  await send(page, main(page));
  await context.close();
  const found = await api('somsri', 'GET', '/api/v1/members?limit=50');
  assert.equal(found.items.length, 12, 'members are in the registry');
}

async function register(browser) {
  const visit = await visitor(browser, desk);
  const { page } = visit;
  await signIn(page, 'somsri');
  await page.goto(`${base}/cards/take-over`);
  await looked(visit);
  await send(page, page.locator('form[action="/cards/take-over/first-day"] button'));
  const head = ['เลขทะเบียนสมาชิก', 'หมายเลขบัตร', 'วันหมดอายุ', 'วันที่รับ', 'ผู้เก็บรักษา', 'เลขที่ซอง', 'ผู้เก็บรักษาซอง'];
  const row = (n) => [String(501 + n), `\t${withCheckDigit.card(`88881111000000${n}`)}`, '09/2573', '01/06/2569', 'นายสมชาย ใจมั่น', `EN-${n}`, 'นายประสิทธิ์ รักดี'];
  await page.locator('[name="file"]').setInputFiles({ name: 'register.csv', ...csv([head, row(1), row(2), row(3)]) });
  await send(page, main(page));
  await looked(visit);
  await send(page, main(page));
  await looked(visit);
  await send(page, page.locator('form[action="/cards/take-over/end"] button'));
  await looked(visit);
  await visit.context.close();
}

// The manager and the keeper of the PINs count what was taken over; once one too many, and then what is there.
async function counts(browser) {
  const visit = await visitor(browser, phone);
  const { page } = visit;
  await signIn(page, 'somsri');
  await page.goto(`${base}/beginning`);
  await looked(visit);
  const count = async (cards) => {
    await page.locator('[name="cards"]').fill(String(cards));
    await page.locator('[name="envelopes"]').fill('3');
    await page.locator('[name="with"]').selectOption(String(person('prasit').person_id));
    await send(page, page.locator('form[action="/beginning/first-count"] button.main'));
    return page.locator('main').innerText();
  };
  assert.ok((await count(4)).includes('ไม่ตรงกัน'));
  await looked(visit);
  assert.ok((await count(3)).includes('ทำแล้ว 6 จาก 6 ขั้น'));
  await visit.context.close();
}

// The officer sends a batch in the browser and enters the bank's list from its file.
async function batch(browser, application) {
  const visit = await visitor(browser, desk);
  const { page } = visit;
  await signIn(page, holds('application_officer'));
  await page.goto(`${base}/applications`);
  await page.locator(`input[name="id"][value="${application.id}"]`).check();
  await send(page, page.locator('button[formaction="/applications/batch"], form[action="/applications/batch"] button').first());
  await looked(visit);
  await send(page, main(page));
  await looked(visit);
  const { items } = await api('malee', 'GET', '/api/v1/batches');
  const { id } = items[0];
  await page.goto(`${base}/batches/${id}/delivery-list`);
  const list = [['หมายเลขบัตร', 'วันหมดอายุ', 'เลขทะเบียนสมาชิก', 'ชื่อบนบัตร', 'เลขที่ซอง'],
    [`\t${withCheckDigit.card('888822220000001')}`, '09/30', application.member_number, application.member_name, 'E-1']];
  await page.locator('[name="file"]').setInputFiles({ name: 'list.csv', ...csv(list) });
  await send(page, main(page));
  await looked(visit);
  await visit.context.close();
  const { cards } = await api('malee', 'GET', `/api/v1/batches/${id}/delivery-lists/1`).catch(() => ({}));
  const card = cards?.[0]?.card_id ?? (await api('malee', 'GET', `/api/v1/custody?lane=card&member_id=${application.member_id}`)).items[0].card_id;
  const view = await api('malee', 'GET', `/api/v1/cards/${card}`);
  const of = (lane) => view.items.find((item) => item.lane === lane).id;
  return { batch: id, card, items: { card: of('card'), pin: of('pin') } };
}

async function letter(browser, issued) {
  const { page, context } = await visitor(browser, desk);
  await signIn(page, holds('card_keeper'));
  await page.goto(`${base}/notices?id=${issued.items.card}`);
  await send(page, main(page));
  await context.close();
}

async function fee(browser, member) {
  const { page, context } = await visitor(browser, phone);
  await signIn(page, 'malee');
  await page.goto(`${base}/members/${member}/fee`);
  await page.locator('[name="amount"]').fill('100.00');
  // A first card owes nothing, so what is paid is taken knowingly as the member's credit.
  await page.locator('[name="as_credit"]').check();
  await send(page, page.locator('form[data-main] button.main, form.ask button.main').first());
  assert.match(page.url(), /\/journal\/\d+$/, `the fee was taken: ${page.url()}`);
  await context.close();
}

// Every paper of the way is issued and printed.
async function prints(application, issued) {
  for (const [who, kind, subject] of [
    ['malee', 'application_form', application.id], ['malee', 'covering_letter', issued.batch], ['somsri', 'card_register', undefined],
  ]) {
    const { location } = await api(who, 'POST', '/api/v1/papers', subject === undefined ? { kind } : { kind, subject_id: subject });
    const { page, context } = await visitor(globalThis.browser, desk);
    await signIn(page, who);
    const answer = await page.request.get(`${base}${location.replace('/api/v1', '')}.pdf`);
    assert.equal(answer.status(), 200, `${kind} ${location}`);
    assert.equal((await answer.body()).subarray(0, 5).toString(), '%PDF-');
    await context.close();
  }
}

export async function an_empty_folder_becomes_an_office_and_hands_over_its_first_card(browser) {
  globalThis.browser = browser;
  await staff(browser, await setsUp(browser));
  await firstDays(browser, 'keeper', 3);
  await members(browser);
  await firstDays(browser, 'somsri', 4);
  await register(browser);
  await counts(browser);
  const application = await applies(browser, desk);
  const issued = await batch(browser, application);
  await receives(browser, desk, 'somchai', issued, 'card');
  await receives(browser, desk, 'prasit', issued, 'pin');
  await letter(browser, issued);
  await releases(browser, desk, 'somchai', 'malee', issued, 'card');
  await releases(browser, desk, 'prasit', 'wichai', issued, 'pin');
  await handsOver(browser, desk, 'malee', issued, 'card');
  await handsOver(browser, desk, 'wichai', issued, 'pin');
  assert.equal(await placeOf(issued, 'pin'), 'with_member');
  await fee(browser, application.member_id);
  await prints(application, issued);
  await firstDays(browser, 'somsri', 6);
}
