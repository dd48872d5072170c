// One Chromium for all tests, and what they do with a page in it.
import { readFileSync } from 'node:fs';
import { chromiumProgram, installed } from './places.mjs';

const { chromium } = installed('playwright-core');
const axe = readFileSync(installed.resolve('axe-core/axe.min.js'), 'utf8');

let browser;

export async function startBrowser() {
  browser ??= await chromium.launch({ executablePath: chromiumProgram });
}

export async function stopBrowser() {
  await browser?.close();
}

// A page is a process of the browser, which takes longer to start than to show a page: those with the same options are used
// again.
const idle = new Map();

async function newPage(options) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const page = await context.newPage();
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) page.complaints.push(message.text());
  });
  page.on('pageerror', (error) => page.complaints.push(String(error)));
  page.on('dialog', (dialog) => {
    page.complaints.push(`a dialog: ${dialog.message()}`);
    return dialog.dismiss();
  });
  page.on('request', (request) => {
    if (request.url().split('#')[0] !== page.shown) page.requested.push(request.url());
  });
  return page;
}

/**
 * Opens a page and hands it to `use`. What the browser complains of, and what it asks for besides the file itself, is in
 * `page.complaints` and `page.requested`.
 */
export async function withPage(url, options, use) {
  const key = JSON.stringify(options);
  const pages = idle.get(key) ?? idle.set(key, []).get(key);
  const page = pages.pop() ?? (await newPage(options));
  Object.assign(page, { shown: url, complaints: [], requested: [] });
  try {
    await page.goto(url);
    const result = await use(page);
    pages.push(page);
    return result;
  } catch (error) {
    await page.context().close(); // nobody knows what state it is in
    throw error;
  }
}

/** Has the browser draw also what it would draw only when it is scrolled to. */
export function drawAll(page) {
  return page.evaluate(() => {
    for (const element of document.querySelectorAll('body *')) element.style.contentVisibility = 'visible';
  });
}

/** Shows all that is folded. */
export async function unfoldAll(page) {
  await page.evaluate(() => {
    for (const details of document.querySelectorAll('details')) details.open = true;
  });
  await drawAll(page);
}

/** A script element would be refused by the page's policy. */
export function loadAxe(page) {
  return page.evaluate(axe);
}

/** What axe-core has to say of a page, as it is now: `rule: element` of what is serious or critical. */
export async function graveViolations(page, rules) {
  const options = { resultTypes: ['violations'], iframes: false, selectors: false, ...(rules && { runOnly: rules }) };
  const violations = await page.evaluate(async (asked) => (await globalThis.axe.run(asked)).violations, options);
  return violations
    .filter((violation) => ['serious', 'critical'].includes(violation.impact))
    .flatMap((violation) => violation.nodes.map((node) => `${violation.id}: ${node.html.slice(0, 120)}`));
}

/** Texts of pictures, for which axe has no eyes, with less contrast to what is painted below them than 4.5. */
export function faintPictureTexts(page) {
  return page.evaluate(() => {
    const numbers = (colour) => colour.match(/[\d.]+/g).map(Number);
    const luminance = (colour) => {
      const [red, green, blue] = numbers(colour).map((value) => {
        const part = value / 255;
        return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
      });
      return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    };
    const contrast = (one, other) => {
      const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
      return (light + 0.05) / (dark + 0.05);
    };
    const backgroundBelow = (text) => {
      const centre = text.getBoundingClientRect();
      const [x, y] = [centre.x + centre.width / 2, centre.y + centre.height / 2];
      const isBelow = (shape) => {
        const box = shape.getBoundingClientRect();
        const isBefore = shape.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING;
        return isBefore && box.left <= x && x <= box.right && box.top <= y && y <= box.bottom;
      };
      const shape = [...text.ownerSVGElement.querySelectorAll('rect')].filter(isBelow).at(-1);
      return shape ? getComputedStyle(shape).fill : getComputedStyle(document.body).backgroundColor;
    };
    return [...document.querySelectorAll('svg text')]
      .map((text) => ({ words: text.textContent, ratio: contrast(getComputedStyle(text).fill, backgroundBelow(text)) }))
      .filter(({ ratio }) => ratio < 4.5)
      .map(({ words, ratio }) => `${words}: ${ratio.toFixed(2)}`);
  });
}
