import type { Draw } from './draw.js';
import { city, fullName, item } from './words.js';

interface Facts {
  readonly name: string;
  readonly place: string;
  readonly thing: string;
  readonly count: number;
  readonly price: number;
  readonly date: string;
}

/** Texts that say the same things, each with the keys to extract. */
const kinds: readonly {
  readonly subject: string;
  readonly keys: string;
  readonly texts: readonly ((facts: Facts) => string)[];
}[] = [
  {
    subject: 'the order',
    keys: '"customer", "city", "item", "quantity", "price", "date"',
    texts: [
      ({ name, place, thing, count, price, date }) =>
        `${name} from ${place} ordered ${count} ${thing}s for $${price} on ${date}.`,
      ({ name, place, thing, count, price, date }) =>
        `On ${date} we shipped ${count} ${thing}s to ${name} in ${place}; the invoice was $${price}.`,
      ({ name, place, thing, count, price, date }) =>
        `Order of ${date}: ${count} x ${thing}, total $${price}, deliver to ${name}, ${place}.`,
      ({ name, place, thing, count, price, date }) =>
        `Hello, this is ${name}. I paid $${price} for ${count} ${thing}s on ${date} and I live in ${place}.`,
    ],
  },
  {
    subject: 'the complaint',
    keys: '"customer", "city", "item", "problem", "refund", "date"',
    texts: [
      ({ name, place, thing, price, date }) =>
        `${name} (${place}) wrote on ${date} that the ${thing} is broken and wants $${price} back.`,
      ({ name, place, thing, price, date }) =>
        `The ${thing} never arrived, says ${name} from ${place}; a refund of $${price} was promised on ${date}.`,
      ({ name, place, thing, price, date }) =>
        `Complaint of ${date}, ${place}: ${name} got the wrong ${thing}. Refund: $${price}.`,
    ],
  },
  {
    subject: 'the booking',
    keys: '"guest", "city", "nights", "price", "arrival"',
    texts: [
      ({ name, place, count, price, date }) =>
        `${name} stays ${count} nights in ${place} from ${date}, $${price} in all.`,
      ({ name, place, count, price, date }) =>
        `Please book a room in ${place} for ${name}: arrival ${date}, ${count} nights, at most $${price}.`,
      ({ name, place, count, price, date }) =>
        `Booking confirmed. Guest: ${name}. Hotel in ${place}, ${count} nights from ${date}. Paid: $${price}.`,
    ],
  },
];

/** "Extract … as JSON", in ten texts of three kinds. */
export function extractionPrompt(draw: Draw): string {
  const facts: Facts = {
    name: fullName(draw),
    place: city(draw),
    thing: item(draw),
    count: draw.integer(1, 9),
    price: draw.integer(10, 900),
    date: `2024-0${draw.integer(1, 9)}-${draw.integer(10, 28)}`,
  };
  const { subject, keys, texts } = draw.pick(kinds);
  return `Extract ${subject} from the text as JSON with the keys ${keys}.\n\nText: ${draw.pick(texts)(facts)}`;
}
