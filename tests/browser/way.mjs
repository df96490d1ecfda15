// The way of a card in the browser, step by step, each by whoever has the duty and each page looked at as a whole. What is
// not part of a step under test is told over REST.

import assert from 'node:assert/strict';
import { base, expectLight, expectSound, expectThai, people, person, signIn, visitor } from './office.mjs';

export const holds = (duty, without) => people.find(({ duties }) => duties.includes(duty) && !duties.includes(without)).username;

const tokens = new Map();
let count = Date.now() % 1_000_000;
const next = () => (count += 1);

export async function api(who, method, path, body) {
  if (!tokens.has(who)) {
    const { username, password } = person(who);
    const signedIn = await fetch(`${base}/api/v1/auth/token`, {
      method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ username, password }),
    });
    tokens.set(who, (await signedIn.json()).access_token);
  }
  const headers = { authorization: `Bearer ${tokens.get(who)}`, 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() };
  const answer = await fetch(`${base}${path}`, { method, headers, body: body && JSON.stringify(body) });
  const said = await answer.json();
  assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${JSON.stringify(said)}`);
  return said;
}

export const withCheckDigit = {
  nationalId(body) {
    const sum = [...body].reduce((sum, digit, at) => sum + Number(digit) * (13 - at), 0);
    return `${body}${(11 - (sum % 11)) % 10}`;
  },
  card(body) {
    const sum = [...body].reduce((sum, digit, at) => {
      const value = Number(digit) * (at % 2 === 0 ? 2 : 1);
      return sum + Math.floor(value / 10) + (value % 10);
    }, 0);
    return `${body}${(10 - (sum % 10)) % 10}`;
  },
};

// A member whom nobody has seen before.
export async function newMember() {
  next();
  const number = String(10_000_000 + count);
  const body = {
    number, title: 'นาง', given_name: 'ทางเดิน', surname: 'ทดสอบ', joined_on: '2015-01-15',
    national_id: withCheckDigit.nationalId(`38${String(count).padStart(10, '0')}`),
  };
  const { id } = await api(holds('application_officer'), 'POST', '/api/v1/members', body);
  return { id, number };
}

// Every page on the way is looked at as a whole: Thai, axe, its width, its weight.
export async function looked(visit) {
  await expectThai(visit.page);
  await expectSound(visit);
}

export async function light(browser, size, who, paths) {
  const visit = await visitor(browser, size);
  await signIn(visit.page, who);
  for (const path of paths) await expectLight(visit.page, path);
  await visit.context.close();
}

export const main = (page) => page.locator('form[data-main] button.main');

export async function send(page, button) {
  await Promise.all([page.waitForNavigation(), button.click()]);
}

export async function applies(browser, size) {
  const member = await newMember();
  const visit = await visitor(browser, size);
  const { page } = visit;
  await signIn(page, holds('application_officer'));
  await page.goto(`${base}/applications/new`);
  await looked(visit);
  await page.locator('[name="member_number"]').fill(member.number);
  await page.locator('[name="reason"]').selectOption('first');
  // A paper is missing: the form comes back with what was typed, and says so.
  await page.locator('[name="paper_form"]').check();
  await send(page, main(page));
  assert.equal(await page.locator('[name="member_number"]').inputValue(), member.number, 'what was typed is lost');
  assert.ok((await page.locator('[aria-invalid="true"], .wrong').count()) > 0, 'nothing is marked');
  visit.faults.length = 0;
  await looked(visit);
  await page.locator('[name="paper_form"]').check();
  await page.locator('[name="paper_id"]').check();
  await send(page, main(page));
  await looked(visit);
  await light(browser, size, holds('application_officer'), ['/applications/new', '/applications']);
  const found = await api(holds('application_officer'), 'GET', `/api/v1/applications?member_id=${member.id}`);
  assert.equal(found.items.length, 1, 'one application');
  assert.equal(found.items[0].state, 'complete');
  await visit.context.close();
  return found.items[0];
}

// The bank: a batch goes, its list comes.
export async function ordered(application) {
  const batch = (await api(holds('application_officer'), 'POST', '/api/v1/batches', { applications: [application.id] })).id;
  const line = {
    card_number: withCheckDigit.card(`88889999${String(count).padStart(7, '0')}`), expires_on: '09/30',
    envelope_no: `B-${count}`, member_number: application.member_number, name_on_card: application.member_name,
  };
  const list = await api(holds('application_officer'), 'POST', `/api/v1/batches/${batch}/delivery-list`, { reference: 'KTB-B', lines: [line] });
  const card = list.cards[0].card_id;
  const { items } = await api(holds('application_officer'), 'GET', `/api/v1/cards/${card}`);
  const of = (lane) => items.find((item) => item.lane === lane).id;
  return { batch, card, items: { card: of('card'), pin: of('pin') } };
}

export const placeOf = async (issued, lane) => {
  const { items } = await api(holds('application_officer'), 'GET', `/api/v1/cards/${issued.card}`);
  return items.find((item) => item.lane === lane).place;
};

export async function receives(browser, size, who, issued, lane) {
  const visit = await visitor(browser, size);
  const { page } = visit;
  await signIn(page, who);
  await page.goto(`${base}/deliveries`);
  await looked(visit);
  const path = `/deliveries/${issued.batch}/${lane}`;
  await page.goto(`${base}${path}`);
  await looked(visit);
  await page.locator(`input[name="here"][value="${issued.items[lane]}"]`).check();
  await send(page, page.locator(`button[formaction="${path}/receive"]`));
  assert.equal(await placeOf(issued, lane), 'safe');
  await looked(visit);
  await visit.context.close();
  await light(browser, size, who, ['/deliveries', path]);
}

export async function releases(browser, size, from, to, issued, lane) {
  const giver = await visitor(browser, size);
  await signIn(giver.page, from);
  await giver.page.goto(`${base}/releases/new`);
  await looked(giver);
  await giver.page.locator(`input[name="id"][value="${issued.items[lane]}"]`).check();
  await giver.page.locator('[name="dispenser"]').selectOption(String(person(to).person_id));
  await send(giver.page, main(giver.page));
  await looked(giver);
  await giver.context.close();
  const taker = await visitor(browser, size);
  const { items } = await api(to, 'GET', '/api/v1/transfers');
  const transfer = Math.max(...items.filter((one) => one.direction === 'release' && one.lane === lane).map(({ id }) => id));
  await signIn(taker.page, to);
  await taker.page.goto(`${base}/releases`);
  await looked(taker);
  await taker.page.goto(`${base}/releases/${transfer}`);
  await looked(taker);
  await send(taker.page, main(taker.page));
  assert.equal(await placeOf(issued, lane), 'counter');
  await taker.context.close();
  await light(browser, size, from, ['/releases/new', '/releases']);
}

// The member draws a name on the pad, with the mouse as a finger.
export async function draws(page) {
  const box = await page.locator('canvas').boundingBox();
  await page.mouse.move(box.x + box.width * 0.15, box.y + box.height * 0.6);
  await page.mouse.down();
  for (let n = 1; n <= 24; n += 1) {
    const x = box.x + box.width * (0.15 + n * 0.028);
    await page.mouse.move(x, box.y + box.height * (0.5 + 0.25 * Math.sin(n)));
  }
  await page.mouse.up();
}

export async function signs(browser, size, code) {
  const tablet = await visitor(browser, size);
  const { page } = tablet;
  await page.goto(`${base}/tablet`);
  await looked(tablet);
  await page.locator('#code').fill(code);
  await send(page, page.locator('button.main'));
  await looked(tablet);
  // An empty pad is not sent.
  await page.locator('form[data-sign] button.main').click();
  assert.equal(await page.locator('canvas').count(), 1, 'an empty signature was sent');
  await page.locator('canvas').scrollIntoViewIfNeeded();
  await draws(page);
  await send(page, page.locator('form[data-sign] button.main'));
  await looked(tablet);
  await tablet.context.close();
}

export async function handsOver(browser, size, who, issued, lane) {
  const officerAt = await visitor(browser, size);
  const { page } = officerAt;
  await signIn(page, who);
  await page.goto(`${base}/hand-over`);
  await looked(officerAt);
  const path = `/hand-over/${issued.items[lane]}`;
  await page.goto(`${base}${path}`);
  await looked(officerAt);
  await page.locator('[name="id_seen"]').check();
  await send(page, page.locator('form#act button.main'));
  await looked(officerAt);
  const code = (await page.locator('.deskcode').innerText()).replace(/\D/g, '');
  await signs(browser, size, code);
  assert.equal(await placeOf(issued, lane), 'counter', 'signed is not yet handed over');
  // The officer's page finds out by itself.
  const accept = page.locator(`form[action="${path}/accept"] button.main`);
  await accept.waitFor();
  await looked(officerAt);
  await send(page, accept);
  assert.equal(await placeOf(issued, lane), 'with_member');
  await looked(officerAt);
  await officerAt.context.close();
  await light(browser, size, who, ['/hand-over', path, '/tablet']);
}

