import { Graphviz } from '@hpcc-js/wasm-graphviz';
import { Configuration } from './configuration';
import { toDot } from './dot';
import { embedIcons, iconImages } from './icons';

/** The environment as one self-contained SVG: the same configuration gives the same bytes. */
export async function draw(configuration: Configuration): Promise<string> {
  const graphviz = await Graphviz.load();
  return embedIcons(graphviz.layout(toDot(configuration), 'svg', 'dot', { images: iconImages }));
}
