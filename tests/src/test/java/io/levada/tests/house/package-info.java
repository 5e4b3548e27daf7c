/** House rules as tests, each with its reason: {@code ArchitectureTest} is the map of who may import whom. */
@org.jspecify.annotations.NullMarked
package io.levada.tests.house;
