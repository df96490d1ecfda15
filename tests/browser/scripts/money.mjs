import assert from 'node:assert/strict';
import { base, expectSound, person, signIn, visitor } from '../office.mjs';

// "1,00" is neither 100.00 nor 1.00: it stays as it was typed, and the server asks again.
export async function an_amount_that_can_be_read_two_ways_stays_as_typed(browser) {
  const visit = await visitor(browser);
  const { page } = visit;
  await signIn(page, person(({ roles }) => roles.includes('staff')).username);
  await page.goto(`${base}/journal/new`);
  const box = page.locator('#debit_1');
  const left = async (typed) => {
    await box.fill(typed);
    await box.blur();
    return box.inputValue();
  };
  for (const typed of ['1,00', '5,00', '1,0', '12,34', '1 00', '1,0000', '1.234']) assert.equal(await left(typed), typed);
  for (const [typed, said] of [['1234.5', '1,234.50'], ['1,234', '1,234.00'], ['๑,๒๓๔.๕', '1,234.50'], ['007', '7.00']]) {
    assert.equal(await left(typed), said, typed);
  }
  await left('1,00');
  await page.locator('#account_1').fill('53020');
  await Promise.all([page.waitForNavigation(), page.locator('form[action="/journal/new"] button.main').click()]);
  assert.equal(await box.inputValue(), '1,00', 'typed once more');
  assert.equal(await box.getAttribute('aria-invalid'), 'true');
}

export async function a_write_off_asks_for_its_resolution(browser) {
  const visit = await visitor(browser);
  const { page } = visit;
  await signIn(page, person(({ roles }) => roles.includes('staff')).username);
  await page.goto(`${base}/members/1/fee/write-off`);
  for (const name of ['amount', 'resolution_no', 'resolved_on', 'reason', 'file']) await page.locator(`[name="${name}"]`).waitFor();
  await expectSound(visit);
}
