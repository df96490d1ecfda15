// Runs the scripts of a folder, one after another: scripts/ on the demonstration, serve/ on an empty installation. Each exports
// named async functions: one function is one test, and gets the browser. An argument runs only tests whose name contains it.

import { readdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launch } from './office.mjs';

const SECONDS_MAX = 240;
const folder = join(dirname(fileURLToPath(import.meta.url)), process.env.SAHAKORN_SCRIPTS ?? 'scripts');
const filter = process.argv[2] ?? '';

const late = (name) =>
  new Promise((_, fail) => setTimeout(() => fail(new Error(`${name} took more than ${SECONDS_MAX} s`)), SECONDS_MAX * 1000).unref());

const browser = await launch();
let passed = 0;
const failed = [];
try {
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.mjs')).sort()) {
    const tests = Object.entries(await import(join(folder, file)));
    for (const [test, run] of tests) {
      const name = `${basename(file, '.mjs')}::${test}`;
      if (!name.includes(filter)) continue;
      const begun = Date.now();
      try {
        await Promise.race([run(browser), late(name)]);
        passed += 1;
        console.log(`ok     ${name} (${Date.now() - begun} ms)`);
      } catch (error) {
        failed.push(name);
        console.log(`FAILED ${name}\n${error.stack}`);
      } finally {
        await Promise.all(browser.contexts().map((context) => context.close()));
      }
    }
  }
} finally {
  await browser.close();
}
console.log(`${passed} passed, ${failed.length} failed`);
process.exit(failed.length === 0 && (passed > 0 || filter !== '') ? 0 : 1);
