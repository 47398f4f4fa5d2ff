// Which stories pass the filters, and how many each value of a filter would give.

import { FILTERS } from "./state.js";

// Values of one filter are alternatives; filters narrow each other. The counts of a filter are
// those of the stories that pass all other filters.
export function tally(index, stories, picked) {
  const counts = Object.fromEntries(FILTERS.map(({ name }) => [name, new Array(index.facets[name].length).fill(0)]));
  const matching = [];
  for (const story of stories) {
    const values = FILTERS.map(({ name }) => index.facetOf(name, story));
    const failed = FILTERS.filter(({ name }, place) => picked[name].size && !picked[name].has(values[place]));
    if (!failed.length) matching.push(story);
    if (failed.length > 1) continue;
    FILTERS.forEach((filter, place) => {
      const counted = !failed.length || failed[0] === filter;
      if (counted && values[place] >= 0) counts[filter.name][values[place]] += 1;
    });
  }
  return { matching, counts };
}
