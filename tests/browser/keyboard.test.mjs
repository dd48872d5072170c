// What scripts add to a page, with the keyboard alone.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withPage } from './browser.mjs';
import { pages } from './pages.mjs';

const { url } = pages.find(({ html }) => html.includes('id="filter"'));

/** Presses Tab until what is focused fits the selector; all that is focused on the way must be seen to be. */
async function tabTo(page, selector) {
  for (let presses = 0; presses < 60; ++presses) {
    await page.keyboard.press('Tab');
    const [fits, outline] = await page.evaluate(
      (wanted) => [document.activeElement.matches(wanted), getComputedStyle(document.activeElement).outlineStyle],
      selector,
    );
    assert.notEqual(outline, 'none', 'the focus cannot be seen');
    if (fits) return;
  }
  assert.fail(`Tab does not get to ${selector}`);
}

const findings = (page) => page.locator('details.finding');

export default function register() {
  describe('With the keyboard', () => {
    it('all findings are unfolded and folded', () =>
      withPage(url, {}, async (page) => {
        await tabTo(page, '#all');
        await page.keyboard.press('Enter');
        assert.equal(await page.locator('details.finding:not([open])').count(), 0);
        assert.equal(await page.locator('#all').innerText(), 'Fold all');
        await page.keyboard.press('Space');
        assert.equal(await page.locator('details.finding[open]').count(), 0);
        assert.equal(await page.locator('#all').innerText(), 'Unfold all');
      }));

    it('findings are filtered, and all come back', () =>
      withPage(url, {}, async (page) => {
        const texts = await findings(page).evaluateAll((all) => all.map((finding) => finding.textContent.toLowerCase()));
        const word = texts[0].match(/line \d+/)[0];
        const fitting = texts.filter((text) => text.includes(word)).length;
        assert.ok(fitting < texts.length, 'the word fits every finding: the test tests nothing');
        await tabTo(page, '#filter');
        await page.keyboard.type(word.toUpperCase());
        assert.equal(await findings(page).filter({ visible: true }).count(), fitting);
        assert.equal(await page.locator('#count').innerText(), `${fitting} of ${texts.length}`);
        for (const _ of word) await page.keyboard.press('Backspace');
        assert.equal(await findings(page).filter({ visible: true }).count(), texts.length);
      }));

    it('a finding is unfolded, and its rule is gone to and unfolds', () =>
      withPage(url, {}, async (page) => {
        await tabTo(page, 'details.finding summary');
        await page.keyboard.press('Enter');
        assert.equal(await page.locator('details.finding').first().getAttribute('open'), '');
        await tabTo(page, 'details.finding a');
        await page.keyboard.press('Enter');
        const rule = await page.evaluate(() => decodeURIComponent(location.hash.slice(1)));
        const explanation = page.locator(`details[id="${rule}"]`);
        await page.waitForFunction((id) => document.getElementById(id).open, rule);
        const box = await explanation.locator('summary').boundingBox();
        assert.ok(box.y >= 0 && box.y < 800, `the explanation stands at ${box.y}, out of sight`);
      }));
  });
}
