/* eslint-disable no-undef -- runs in a page */

/** Faults of the page's picture, which tests measure with. */
globalThis.layoutFaults = () => {
  const areas = (selector) =>
    [...document.querySelectorAll(selector)].map((element) => {
      const { left, right, top, bottom } = element.getBoundingClientRect();
      const name = element.textContent || element.getAttribute('href') || element.getAttribute('class');
      return { name: name ?? '', left, right, top, bottom };
    });
  const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
  const holds = (a, b) => a.left <= b.left && b.right <= a.right && a.top <= b.top && b.bottom <= a.bottom;
  const lines = [...document.querySelectorAll('svg > path')].map((path) => ({
    name: path.querySelector('title')?.textContent ?? '',
    points: Array.from({ length: Math.ceil(path.getTotalLength() / 2) }, (_, step) =>
      path.getPointAtLength(step * 2),
    ),
  }));
  const [whole] = areas('svg');
  const texts = areas('svg > text');
  const icons = areas('svg > use');
  const boxes = areas('svg > rect');
  const faults = texts.flatMap((text, index) => [
    ...(whole !== undefined && holds(whole, text) ? [] : [`${text.name} is cut`]),
    ...texts
      .slice(index + 1)
      .flatMap((other) => (meet(text, other) ? [`${text.name} on ${other.name}`] : [])),
    ...icons.flatMap((icon) => (meet(text, icon) ? [`${text.name} on icon ${icon.name}`] : [])),
    ...boxes.flatMap((box) =>
      meet(text, box) && !holds(box, text) ? [`${text.name} over the edge of a ${box.name}`] : [],
    ),
    ...lines.flatMap(({ name, points }) =>
      points.some(({ x, y }) => x > text.left && x < text.right && y > text.top + 2 && y < text.bottom - 2)
        ? [`${text.name} on the arrow ${name}`]
        : [],
    ),
  ]);
  const crowded = icons.flatMap((icon, index) =>
    icons.slice(index + 1).flatMap((other) => (meet(icon, other) ? [`${icon.name} on ${other.name}`] : [])),
  );
  if (texts.length === 0) faults.push('there is no text');
  return [...faults, ...crowded];
};
