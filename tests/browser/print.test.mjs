// A page on paper.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { withPage } from './browser.mjs';
import { pages, tellingPages } from './pages.mjs';

const long = pages.find(({ html }) => html.includes('id="filter"'));
const withoutPoppler = spawnSync('pdftotext', ['-v']).error ? 'there is no pdftotext' : false;
const words = (text) => text.replace(/\s+/g, '');

async function print(page, path) {
  const pdf = await page.pdf({ format: 'A4' });
  writeFileSync(path, pdf);
  return pdf.toString('latin1').match(/\/Type \/Page\b/g).length;
}

export default function register() {
  describe('On paper', { concurrency: 2 }, () => {
    for (const { name, url } of tellingPages.filter((made) => made.name.startsWith('diff')).concat(long))
      it(`no row, no picture and no finding is cut, no heading ends a sheet, and no tool is printed: ${name}`, () =>
        withPage(url, {}, async (page) => {
          await page.emulateMedia({ media: 'print' });
          const [cut, alone, tools] = await page.evaluate(() => [
            [...document.querySelectorAll('tr, figure, .finding')]
              .filter((element) => getComputedStyle(element).breakInside !== 'avoid')
              .map((element) => element.outerHTML.slice(0, 120)),
            [...document.querySelectorAll('h2, h3')].filter((heading) => getComputedStyle(heading).breakAfter !== 'avoid').map((heading) => heading.textContent),
            [...document.querySelectorAll('.tools')].filter((element) => element.checkVisibility()).length,
          ]);
          await page.emulateMedia({ media: null });
          assert.deepEqual({ cut, alone, tools }, { cut: [], alone: [], tools: 0 });
        }));

    it('text is dark, whatever the screen is', () =>
      withPage(long.url, { colorScheme: 'dark' }, async (page) => {
        await page.emulateMedia({ media: 'print' });
        const colour = await page.evaluate(() => getComputedStyle(document.body).color);
        await page.emulateMedia({ media: null });
        assert.ok(colour.match(/\d+/g).every((part) => part < 80), `${colour} on white paper`);
      }));

    it('all that is folded on the screen can be read', { skip: withoutPoppler }, () =>
      withPage(long.url, {}, async (page) => {
        const path = long.path.replace('.html', '.pdf');
        const texts = await page.locator('details.finding').evaluateAll((all) => all.flatMap((finding) => [...finding.querySelectorAll('summary, p')].map((part) => part.textContent)));
        assert.ok((await print(page, path)) > 1);
        const printed = words(execFileSync('pdftotext', ['-raw', path, '-'], { encoding: 'utf8', maxBuffer: 1 << 26 }));
        assert.deepEqual(texts.filter((text) => !printed.includes(words(text))), []);
      }));
  });
}
