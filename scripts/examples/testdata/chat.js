// Drives two pages of ws-chat.js in a real Chromium: node chat.js ADDRESS CHROMIUM SCREENSHOT. Says ok, or what went wrong.
'use strict';
const { chromium } = require('playwright-core');
const assert = require('node:assert');

const [, , address, executablePath, screenshot] = process.argv;

async function main() {
  const root = process.getuid && process.getuid() === 0;  // the sandbox is not for root
  const args = ['--disable-gpu', '--disable-background-networking'].concat(root ? ['--no-sandbox'] : []);
  const browser = await chromium.launch({ executablePath, args });
  try {
    await drive(browser);
  } finally {
    await browser.close();
  }
}

async function drive(browser) {
  const troubles = [];
  const open = async () => {
    const page = await (await browser.newContext({ viewport: { width: 900, height: 640 } })).newPage();
    page.on('pageerror', e => troubles.push(String(e)));
    page.on('console', m => { if (m.type() === 'error') troubles.push(m.text()); });
    await page.goto('http://' + address + '/');
    await page.locator('#state.open').waitFor();
    return page;
  };
  const call = async (page, name) => {
    await page.fill('#name', name);
    await page.press('#name', 'Enter');
  };
  const say = async (page, text) => {
    await page.fill('#text', text);
    await page.press('#text', 'Enter');
  };
  const reads = (page, from, text) => page.locator('#lines li', { hasText: text }).filter({ hasText: from }).waitFor();

  const ann = await open(), bob = await open();
  await call(ann, 'Ann');
  await call(bob, 'Bob');
  for (const page of [ann, bob]) await page.locator('#people', { hasText: 'Ann, Bob' }).waitFor();

  await say(ann, 'Hello, is anybody here?');
  await reads(bob, 'Ann', 'Hello, is anybody here?');
  await say(bob, 'Yes! <b>no markup</b>, grüße 水 🚀');
  await reads(ann, 'Bob', '<b>no markup</b>, grüße 水 🚀');
  await bob.fill('#text', 'the button works too');
  await bob.click('button');
  await reads(ann, 'Bob', 'the button works too');
  await say(ann, 'Good. ' + 'A line that is long enough to be broken. '.repeat(4));
  await reads(bob, 'Ann', 'long enough to be broken');
  assert.strictEqual(await ann.locator('#lines b').count(), 0, 'text is text');
  assert.strictEqual(await ann.locator('#lines li.mine').count(), 2, 'own lines are marked');
  assert.strictEqual(await ann.inputValue('#text'), '', 'what was sent is cleared');
  await ann.screenshot({ path: screenshot });

  const cyd = await open();  // sees what was said
  await reads(cyd, 'Ann', 'Hello, is anybody here?');
  await bob.close();
  await ann.locator('#people', { hasText: /^Ann, guest 3$/ }).waitFor();
  assert.deepStrictEqual(troubles, []);
}

main().then(() => console.log('ok'), e => { console.log(e.stack); process.exitCode = 1; });
