// What every browser script stands on: one browser, a page per person, and the checks that hold for each page.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const need = (name) => {
  assert.ok(process.env[name], `${name} is not set; run this by \`cargo xtask test --only browser\` or \`cargo xtask look\``);
  return process.env[name];
};

export const base = need('SAHAKORN_URL');
export const people = JSON.parse(readFileSync(need('SAHAKORN_SIGN_INS'), 'utf8'));

// The desk and the director's telephone (ux 5.1).
export const desk = { width: 1366, height: 768 };
export const phone = { width: 360, height: 740 };
export const sizes = { desk, phone };

export const FIRST_LOAD_BYTES_MAX = 60 * 1024;

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export const launch = () =>
  chromium.launch({
    executablePath: '/usr/bin/chromium',
    // There is no way out of the test machine, and Chromium must not look for one.
    args: [
      '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--disable-sync',
      '--disable-quic', '--no-first-run', '--lang=th',
    ],
  });

// A fresh visitor: no cookies, no cache, Thai. Any error of a script, any request to another host and any missing file is kept.
export async function visitor(browser, size = desk) {
  const context = await browser.newContext({ viewport: size, locale: 'th-TH', timezoneId: 'Asia/Bangkok', hasTouch: size === phone });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const faults = [];
  page.on('pageerror', (error) => faults.push(`script error: ${error.message}`));
  page.on('console', (line) => line.type() === 'error' && faults.push(`console: ${line.text()}`));
  page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.protocol !== 'data:' && url.origin !== base) faults.push(`request to ${url.origin}`);
  });
  return { context, page, faults };
}

// `who` is a username, or a test of the entry in sign-ins.json; without it the first person.
export function person(who) {
  const fits = typeof who === 'function' ? who : (entry) => who === undefined || entry.username === who;
  const found = people.find(fits);
  assert.ok(found, `nobody in sign-ins.json fits ${who}`);
  return found;
}

export async function signIn(page, who) {
  const { username, password } = person(who);
  await page.goto(`${base}/`);
  await page.locator('input[name="user_name"]').fill(username);
  await page.locator('input[name="password"]').fill(password);
  await Promise.all([
    page.waitForNavigation(),
    page.locator('form:has(input[name="password"]) button.main').click(),
  ]);
  assert.equal(await page.locator('input[name="password"]').count(), 0, `${username} is still on the sign-in page`);
}

// WCAG faults that axe calls serious or critical. The source is evaluated, so the page's own content policy stays in force.
export async function seriousFaults(page) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, impact, help, nodes }) => `${impact}: ${id}: ${help}\n    ${nodes.map((n) => n.target.join(' ')).join('\n    ')}`);
}

export async function expectAccessible(page) {
  assert.deepEqual(await seriousFaults(page), [], `axe on ${page.url()}`);
}

// No sideways scrolling of the page as a whole: tables scroll inside themselves.
export async function expectFits(page) {
  const { wide, room, out } = await page.evaluate(() => {
    const room = window.innerWidth;
    const out = [...document.querySelectorAll('body *')].filter((one) => one.getBoundingClientRect().right > room + 1 || one.getBoundingClientRect().left + one.scrollWidth > room + 1);
    const named = out.map((one) => `${one.tagName.toLowerCase()}.${one.className} "${one.textContent.trim().slice(0, 40)}"`);
    return { wide: document.documentElement.scrollWidth, room, out: named.slice(-5) };
  });
  assert.ok(wide <= room, `${page.url()} is ${wide} px wide in ${room} px: ${out.join('; ')}`);
}

// Bytes over the wire for a first load of the page with an empty cache, headers included.
export async function weightOf(page, path) {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  let bytes = 0;
  session.on('Network.loadingFinished', ({ encodedDataLength }) => (bytes += encodedDataLength));
  await page.goto(`${base}${path}`);
  // A page that polls is never idle for long; the first load is over when the load event and half a second have passed.
  await page.waitForTimeout(500);
  await session.detach();
  return bytes;
}

export async function expectLight(page, path) {
  const bytes = await weightOf(page, path);
  assert.ok(bytes > 0, `${path} loaded nothing`);
  assert.ok(bytes <= FIRST_LOAD_BYTES_MAX, `${path} weighs ${bytes} bytes; ${FIRST_LOAD_BYTES_MAX} are allowed`);
  return bytes;
}

export async function expectThai(page) {
  assert.equal(await page.locator('html').getAttribute('lang'), 'th', `${page.url()}: lang`);
  assert.match(await page.locator('h1').first().innerText(), /[\u0e01-\u0e5b]/, `${page.url()}: a Thai heading`);
}

// All that holds for every page at every width.
export async function expectSound(visit) {
  await expectAccessible(visit.page);
  await expectFits(visit.page);
  assert.deepEqual(visit.faults, [], `faults on ${visit.page.url()}`);
}
