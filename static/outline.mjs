// The outline of the countries around the cities: from Natural Earth (world-atlas) to a small GeoJSON file.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { feature } from 'topojson-client';

// ISO 3166-1 numeric codes: Italy, its neighbours and theirs. Kosovo has no code in the data, only its name.
const COUNTRIES = new Set([
  '380', '250', '756', '040', '705', '191', '070', '499', '008', '688', '348', '276', // IT FR CH AT SI HR BA ME AL RS HU DE
  '438', '203', '703', '300', '807', '056', '442', '724', '020', '642', '100', // LI CZ SK GR MK BE LU ES AD RO BG
]);
const KOSOVO = 'Kosovo';
const WINDOW = { west: -10, south: 34.5, east: 30, north: 55.5 };
const SMALLEST = 0.02; // square degrees: smaller islands and enclaves cannot be seen
const STEP = 0.04; // degrees: borders keep a corner this often, about half a pixel when the cities fill the map
const DECIMALS = 2; // about one kilometre

function thinArcs(topology) {
  // Borders are arcs that two countries share, so that thinned arcs still fit together.
  const [scaleX, scaleY] = topology.transform.scale;
  const thin = (arc) => {
    const kept = [];
    let x = 0;
    let y = 0;
    let last = [0, 0];
    arc.forEach(([dx, dy], index) => {
      x += dx;
      y += dy;
      const far = Math.hypot((x - last[0]) * scaleX, (y - last[1]) * scaleY) >= STEP;
      if (index && index < arc.length - 1 && !far) return;
      kept.push([x - last[0], y - last[1]]);
      last = [x, y];
    });
    return kept;
  };
  return { ...topology, arcs: topology.arcs.map(thin) };
}

function roundRing(ring) {
  const rounded = ring.map((position) => position.map((degrees) => Number(degrees.toFixed(DECIMALS))));
  return rounded.filter(([x, y], index) => !index || x !== rounded[index - 1][0] || y !== rounded[index - 1][1]);
}

function isVisible(ring) {
  const [xs, ys] = [0, 1].map((axis) => ring.map((position) => position[axis]));
  const [west, east, south, north] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const inside = west > WINDOW.west && east < WINDOW.east && south > WINDOW.south && north < WINDOW.north;
  return inside && ring.length > 3 && (east - west) * (north - south) >= SMALLEST;
}

function outlineCountry({ geometry, properties }) {
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  const rounded = polygons.map((rings) => rings.map(roundRing).filter(isVisible)).filter((rings) => rings.length);
  return {
    type: 'Feature',
    properties: { name: properties.name },
    geometry: { type: 'MultiPolygon', coordinates: rounded },
  };
}

export function outlineEurope(modules) {
  const topology = thinArcs(JSON.parse(readFileSync(join(modules, 'world-atlas', 'countries-50m.json'), 'utf8')));
  const { features } = feature(topology, topology.objects.countries);
  const near = features.filter(({ id, properties }) => COUNTRIES.has(id) || properties.name === KOSOVO);
  return { type: 'FeatureCollection', features: near.map(outlineCountry) };
}
