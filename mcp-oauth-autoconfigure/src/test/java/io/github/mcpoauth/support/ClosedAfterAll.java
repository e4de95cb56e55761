package io.github.mcpoauth.support;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * What serves all tests of a class when it is registered as a static extension, and is
 * closed after them.
 */
interface ClosedAfterAll extends AfterAllCallback, AutoCloseable {

	/**
	 * With mutants, each test of a class is run by itself, and only what runs between its
	 * beginning and its end counts as tested by it. Servers then start again for each
	 * test, and the other parties stay.
	 */
	boolean ONE_BY_ONE = Boolean.getBoolean("tests.one-by-one");

	@Override
	default void afterAll(ExtensionContext context) {
		if (!ONE_BY_ONE) {
			close();
		}
	}

	@Override
	void close();

}
