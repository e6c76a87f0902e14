import { serviceName } from '../model/model';
import { Reach } from '../reach/reach';
import { servicesBeside } from './beside';
import { lines, ROW_GAP } from './frame';
import { LANES, Scene, sceneOf } from './scene';
import { connectionsOf } from './traffic';
import { drawBalancer, drawWayIn } from './way-in';
import { drawTiles, drawZone } from './zone';

/**
 * Environment as a request sees it, as SVG: the way in, who reaches whom on which port in each zone, and the services beside the
 * VPC. An arrow is there where the model lets the traffic through.
 */
export function requestPicture(reach: Reach): string {
  const scene = sceneOf(reach);
  const { drawing, frame } = scene;
  drawWayIn(scene);
  for (const column of frame.columns) {
    for (const balancer of reach.model.loadBalancers) drawBalancer(scene, balancer, column);
    drawTiles(scene, column);
    drawZone(scene, column);
  }
  drawBeside(scene);
  return drawing.toSvg(frame.width, frame.height, `Requests and connections in ${reach.environment}`);
}

/** Draws the services beside the VPC, each with an arrow from every zone whose endpoints lead somebody there. */
function drawBeside({ reach, drawing, frame, tiles, endpoints }: Scene): void {
  const { columns, right, rows, zoneTop, height } = frame;
  const services = servicesBeside(reach.model.network.endpoints.map(({ service }) => serviceName(service)));
  const reached = columns.map((column) => ({
    ...column,
    names: new Set(tiles.flatMap((node) => connectionsOf(reach, node, column.zone).endpoints)),
  }));
  const [lane, edge, gap] = [right + 8, right + 34, rows.database - ROW_GAP + 23];
  const step = Math.min(50, Math.floor((height - 60 - zoneTop) / services.length));
  services.forEach((service, index) => {
    const y = zoneTop + 24 + index * step;
    drawing.icon([edge + 13, y], service.icon, 26);
    const words = lines(service.label.split(' '), 11, ' ');
    words.forEach((line, row) => {
      drawing.text([edge + 29, y + 4 - 7 * (words.length - 1) + 14 * row], line, 'name');
    });
    for (const { x, zone, names } of reached) {
      if (!service.endpoints.some((name) => names.has(name))) continue;
      const from = x + LANES.leave;
      const title = `endpoints → ${service.label} 443, ${zone}`;
      drawing.arrow('flow', title, [from, endpoints[1]], [from, gap], [lane, gap], [lane, y], [edge, y]);
      drawing.text([lane + 12, y - 4], '443', 'note', 'middle');
    }
  });
}
