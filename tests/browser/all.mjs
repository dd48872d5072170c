// Runs the tests that are named, or all, in one process with one browser.
import { after, before, describe } from 'node:test';
import { startBrowser, stopBrowser } from './browser.mjs';

const named = process.argv.slice(2);
const names = named.length > 0 ? named : ['pages', 'policy', 'keyboard', 'print', 'hostile', 'playground'];
const files = await Promise.all(names.map((name) => import(`./${name}.test.mjs`)));

describe('Pages', () => {
  before(startBrowser);
  after(stopBrowser);
  for (const file of files) file.default();
});
