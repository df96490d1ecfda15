// The whole way of a card in the browser: application, receipt, release, and the hand-over of the card by one officer and of
// the PIN by another, each with a signature drawn on the tablet. At the desk's width and on the telephone.

import assert from 'node:assert/strict';
import { desk, phone } from '../office.mjs';
import { api, applies, handsOver, holds, ordered, receives, releases } from '../way.mjs';

const officer = holds('application_officer');
const cardKeeper = holds('card_keeper');
const pinKeeper = holds('pin_keeper');
const cardDispenser = holds('card_dispenser', 'pin_dispenser');
const pinDispenser = holds('pin_dispenser', 'card_dispenser');

async function wholeWay(browser, size) {
  const issued = await ordered(await applies(browser, size));
  await receives(browser, size, cardKeeper, issued, 'card');
  await receives(browser, size, pinKeeper, issued, 'pin');
  await releases(browser, size, cardKeeper, cardDispenser, issued, 'card');
  await releases(browser, size, pinKeeper, pinDispenser, issued, 'pin');
  await handsOver(browser, size, cardDispenser, issued, 'card');
  await handsOver(browser, size, pinDispenser, issued, 'pin');
  const { items } = await api(officer, 'GET', `/api/v1/cards/${issued.card}`);
  const dispensers = new Set(items.map(({ dispenser_id: id }) => id));
  assert.equal(dispensers.size, 2, 'card and PIN were handed over by two persons');
}

export const a_card_goes_its_whole_way_at_the_desk = (browser) => wholeWay(browser, desk);

export const a_card_goes_its_whole_way_on_the_telephone = (browser) => wholeWay(browser, phone);
