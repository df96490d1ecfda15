import assert from 'node:assert/strict';
import { base, desk, expectLight, expectSound, expectThai, person, phone, seriousFaults, signIn, visitor } from '../office.mjs';

export async function sign_in_page_is_light_and_sound_at_both_widths(browser) {
  for (const size of [desk, phone]) {
    const visit = await visitor(browser, size);
    await expectLight(visit.page, '/');
    await visit.page.locator('input[name="user_name"]').waitFor();
    await expectThai(visit.page);
    await expectSound(visit);
  }
}

export async function today_is_shown_in_thai_at_both_widths(browser) {
  for (const size of [desk, phone]) {
    const visit = await visitor(browser, size);
    await signIn(visit.page);
    await expectThai(visit.page);
    await expectSound(visit);
    await expectLight(visit.page, '/');
  }
}

export async function a_wrong_password_stays_outside_and_says_so(browser) {
  const { page } = await visitor(browser);
  await page.goto(`${base}/`);
  await page.locator('input[name="user_name"]').fill(person().username);
  await page.locator('input[name="password"]').fill('not-the-password');
  await page.locator('form:has(input[name="password"]) button.main').click();
  await page.locator('[role="alert"]').waitFor();
  assert.equal(await page.locator('input[name="password"]').inputValue(), '', 'the wrong password is shown again');
  assert.equal((await page.context().cookies()).filter(({ httpOnly }) => httpOnly).length, 0, 'a session was given');
}

// The checks themselves: a page with planted faults must be found out.
export async function planted_faults_are_found(browser) {
  const { page } = await visitor(browser);
  await page.setContent('<html><body><img src="data:,x"><input><p style="color:#ccc;background:#fff">pale</p></body></html>');
  const found = (await seriousFaults(page)).join('\n');
  for (const id of ['image-alt', 'label', 'color-contrast']) assert.match(found, new RegExp(id));
}
