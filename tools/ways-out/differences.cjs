// @ts-check
'use strict';

/**
 * Places, each as its keys, at which two JSON values differ.
 *
 * @param {any} one
 * @param {any} other
 * @returns {string[]}
 */
function differences(one, other, place = '') {
  const nested = [one, other].every((value) => typeof value === 'object' && value !== null);
  if (!nested || Array.isArray(one) !== Array.isArray(other)) return one === other ? [] : [place];
  const keys = [...new Set([...Object.keys(one), ...Object.keys(other)])];
  return keys.flatMap((key) => differences(one[key], other[key], `${place} ${key}`.trim()));
}

module.exports = { differences };
