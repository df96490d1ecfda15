// Pictures of every page in pages.json, at both widths: `outside` once, `inside` for each person who may see it, `papers` page
// by page. An entry of `inside` or `papers` may name `"only": ["username", ..]`. An argument takes only names that contain it.

import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { base, launch, people, signIn, sizes, visitor } from './office.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const pages = JSON.parse(readFileSync(join(here, 'pages.json'), 'utf8'));
const folder = process.env.SAHAKORN_PICTURES;
const filter = process.argv[2] ?? '';
const wanted = (list) => list.filter(({ name }) => name.includes(filter));

if (!filter) rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });

let pictures = 0;
const problems = [];

async function picture(visit, { path }, name) {
  const answer = await visit.page.goto(`${base}${path}`);
  // A duty that is not yours is no page of yours.
  if (answer.status() === 403 || answer.status() === 404) return;
  if (answer.status() >= 400) problems.push(`${name}: ${answer.status()}`);
  await visit.page.waitForTimeout(150);
  await visit.page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
  problems.push(...visit.faults.splice(0).map((fault) => `${name}: ${fault}`));
  pictures += 1;
}

async function paper(visit, { name, path }) {
  const answer = await visit.context.request.get(`${base}${path}`);
  if (!answer.ok()) return answer.status() === 403 || answer.status() === 404 ? undefined : problems.push(`${name}: ${answer.status()}`);
  const file = join(folder, `paper-${name}.pdf`);
  writeFileSync(file, await answer.body());
  execFileSync('pdftoppm', ['-png', '-r', '110', file, join(folder, `paper-${name}`)]);
  pictures += 1;
}

const may = (entry, person) => !entry.only || entry.only.includes(person.username);

const browser = await launch();
try {
  for (const [sizeName, size] of Object.entries(sizes)) {
    const outside = await visitor(browser, size);
    for (const entry of wanted(pages.outside)) await picture(outside, entry, `${entry.name}-${sizeName}`);
    await outside.context.close();
    for (const person of people) {
      const inside = wanted(pages.inside).filter((entry) => may(entry, person));
      const papers = size === sizes.desk ? wanted(pages.papers).filter((entry) => may(entry, person)) : [];
      if (inside.length + papers.length === 0) continue;
      const visit = await visitor(browser, size);
      await signIn(visit.page, person.username);
      for (const entry of inside) await picture(visit, entry, `${entry.name}-${person.username}-${sizeName}`);
      for (const entry of papers) await paper(visit, entry);
      await visit.context.close();
    }
  }
} finally {
  await browser.close();
}
for (const problem of problems) console.log(`PROBLEM ${problem}`);
console.log(`${pictures} pictures`);
process.exit(problems.length === 0 && pictures > 0 ? 0 : 1);
