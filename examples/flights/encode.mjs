// flights-3m.parquet -> the compact text that the replayer reads; see data/README.md for the format.
// usage: node encode.mjs FOLDER-OF-THE-DATA-SET OUTPUT-FOLDER all|YYYY-MM
import { readFileSync, writeFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet'
import { compressors } from 'hyparquet-compressors'

const [input, output, period] = process.argv.slice(2)
const file = await asyncBufferFromFile(`${input}/flights-3m.parquet`)
const rows = await parquetReadObjects({ file, compressors })
const month = (flight) => flight.date.toISOString().slice(0, 7)
const flights = period === 'all' ? rows : rows.filter((flight) => month(flight) === period)
if (flights.length === 0) throw new Error(`no flights in ${period}: give a month from 2001-01 to 2001-06, or all`)

const routeOf = (flight) => `${flight.origin},${flight.destination},${flight.distance}`
const routes = [...new Set(flights.map(routeOf))].sort()
const numberOf = new Map(routes.map((route, number) => [route, number]))
const minute = (flight) => flight.date.getTime() / 60_000

// By scheduled departure; within a minute by route, which is what makes it small.
const packed = flights
  .map((flight) => ({ minute: minute(flight), route: numberOf.get(routeOf(flight)), delay: Number(flight.delay) }))
  .sort((a, b) => a.minute - b.minute || a.route - b.route || a.delay - b.delay)

const start = packed[0].minute
const lines = [
  `start,${new Date(start * 60_000).toISOString().slice(0, 19).replace('T', ' ')}`,
  `routes,${routes.length}`,
  ...routes,
  `flights,${packed.length}`,
]
let previous = start
for (const flight of packed) {
  lines.push(`${flight.minute - previous},${flight.route},${flight.delay}`)
  previous = flight.minute
}
const target = `${output}/flights-${period}.csv.gz`
writeFileSync(target, gzipSync(lines.join('\n') + '\n', { level: 9 }))
console.log(`${target}: ${packed.length} flights, ${routes.length} routes`)

if (period !== 'all') {
  const used = new Set(rows.flatMap((flight) => [flight.origin, flight.destination]))
  const [, ...airports] = readFileSync(`${input}/airports.csv`, 'utf8').trim().split(/\r?\n/)
  const kept = airports.filter((line) => used.has(line.slice(0, line.indexOf(','))))
  writeFileSync(`${output}/airports.csv`, kept.join('\n') + '\n')
  console.log(`${output}/airports.csv: ${kept.length} airports`)
}
