/** What crosses rooms: house rules, golden SQL, the exactly-once torture, the README's commands. */
@org.jspecify.annotations.NullMarked
package io.levada.tests;
