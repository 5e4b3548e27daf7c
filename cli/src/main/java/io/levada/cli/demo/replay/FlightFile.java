package io.levada.cli.demo.replay;

import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Arrays;

/**
 * Flights in memory, by scheduled departure, twelve bytes each. {@code examples/flights/data/README.md} describes the
 * file.
 *
 * @param startSecond the minute of the first flight, in seconds since 1970 on the clock of the data
 * @param origins airport of departure, by route
 * @param destinations airport of arrival, by route
 * @param distances miles, by route
 * @param minute scheduled departure by flight, in minutes since the start
 * @param route by flight
 * @param delay minutes by flight, negative when early
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record FlightFile(
        long startSecond,
        String[] origins,
        String[] destinations,
        int[] distances,
        int[] minute,
        int[] route,
        int[] delay) {

    int size() {
        return minute.length;
    }

    static FlightFile read(Path path) {
        try (DataFile file = DataFile.open(path)) {
            try {
                return read(file);
            } catch (NumberFormatException | IndexOutOfBoundsException | DateTimeParseException e) {
                throw file.damaged(String.valueOf(e.getMessage()));
            }
        }
    }

    private static FlightFile read(DataFile file) {
        long start = LocalDateTime.parse(file.expect("start").replace(' ', 'T')).toEpochSecond(ZoneOffset.UTC);
        int routes = Integer.parseInt(file.expect("routes"));
        String[] origins = new String[routes];
        String[] destinations = new String[routes];
        int[] distances = new int[routes];
        for (int i = 0; i < routes; i++) {
            String[] parts = file.expect().split(",", -1);
            origins[i] = parts[0];
            destinations[i] = parts[1];
            distances[i] = Integer.parseInt(parts[2]);
        }
        int flights = Integer.parseInt(file.expect("flights"));
        int[][] columns = new int[3][flights];
        int minute = 0;
        for (int i = 0; i < flights; i++) {
            String line = file.expect();
            int first = line.indexOf(',');
            int second = line.indexOf(',', first + 1);
            minute += Integer.parseInt(line, 0, first, 10);
            columns[0][i] = minute;
            columns[1][i] = Integer.parseInt(line, first + 1, second, 10);
            columns[2][i] = Integer.parseInt(line, second + 1, line.length(), 10);
        }
        if (Arrays.stream(columns[1]).anyMatch(route -> route < 0 || route >= routes)) {
            throw file.damaged("a flight names a route that isn't listed");
        }
        return new FlightFile(start, origins, destinations, distances, columns[0], columns[1], columns[2]);
    }
}
