/**
 * Plain English prose, a list and some code, written for this: what profiles are compared on must be fixed, or the
 * figures of two models could not be compared.
 */
export const measuredText = `The lighthouse keeper wrote down the weather every morning before breakfast. On most days there was little to say: \
the wind came from the west, the sea was grey, and the glass stood where it had stood the day before. He wrote it all the \
same, because his father had done so, and because a page without an entry looked to him like a missing tooth.

In the year of the great storm he began to draw small pictures beside the numbers. A gull, a boat with two masts, the boy \
from the village who brought the mail and stayed for tea. When the inspector came in autumn he turned the pages slowly and \
asked what the pictures were for. The keeper thought about it. "They are also weather," he said.

To make bread you need four things: flour, water, salt and time.
1. Mix 500 grams of flour with 350 grams of water and let it rest for half an hour.
2. Add ten grams of salt and a spoon of starter, and fold the dough until it is smooth.
3. Leave it in a warm place for eight hours, or in a cold one for a day.
4. Bake it in a hot oven for forty minutes and wait until it has cooled before you cut it.

def mean(values):
    """The arithmetic mean of a list that is not empty."""
    total = 0
    for value in values:
        total += value
    return total / len(values)

The function above returns a number. If the list is empty it raises an error, because nothing can be divided by zero.`;
