package io.github.mcpoauth.support;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * What serves all tests of a class when it is registered as a static extension, and is
 * closed after them.
 */
interface ClosedAfterAll extends AfterAllCallback, AutoCloseable {

	@Override
	default void afterAll(ExtensionContext context) {
		close();
	}

	@Override
	void close();

}
