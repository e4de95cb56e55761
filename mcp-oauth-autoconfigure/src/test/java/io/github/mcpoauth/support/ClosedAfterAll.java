package io.github.mcpoauth.support;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * What serves all tests of a class when it is registered as a static extension, and is
 * closed after them.
 */
interface ClosedAfterAll extends AfterAllCallback, AutoCloseable {

	/**
	 * With mutants, each test of a class is run by itself, again and again. Then all that
	 * a class starts once stays ({@code stay}), or servers start again for each test
	 * ({@code restart}).
	 */
	String ONE_BY_ONE = System.getProperty("tests.one-by-one", "");

	@Override
	default void afterAll(ExtensionContext context) {
		if (ONE_BY_ONE.isEmpty()) {
			close();
		}
	}

	@Override
	void close();

}
