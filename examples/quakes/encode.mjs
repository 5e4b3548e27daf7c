// earthquakes.json (USGS GeoJSON) -> one flat JSON event per line, oldest first.
// usage: node encode.mjs FOLDER-OF-THE-DATA-SET OUTPUT-FOLDER
import { readFileSync, writeFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'

const [input, output] = process.argv.slice(2)
const { features } = JSON.parse(readFileSync(`${input}/earthquakes.json`, 'utf8'))

// "4km W of Castaic, CA" -> California; a place without a comma is its own region.
const spelledOut = { CA: 'California', NV: 'Nevada', MX: 'Mexico' }
const region = (place) => {
  const last = place.slice(place.lastIndexOf(',') + 1).trim()
  return spelledOut[last] ?? last
}

const lines = features
  .map(({ id, properties, geometry }) => ({
    quake_id: id,
    event_time: properties.time,
    kind: properties.type,
    region: region(properties.place),
    place: properties.place,
    magnitude: properties.mag,
    depth: geometry.coordinates[2],
    latitude: geometry.coordinates[1],
    longitude: geometry.coordinates[0],
  }))
  .sort((a, b) => a.event_time - b.event_time || (a.quake_id < b.quake_id ? -1 : 1))
  .map((quake) => JSON.stringify(quake))
const target = `${output}/quakes-2018-02.jsonl.gz`
writeFileSync(target, gzipSync(lines.join('\n') + '\n', { level: 9 }))
console.log(`${target}: ${lines.length} events`)
