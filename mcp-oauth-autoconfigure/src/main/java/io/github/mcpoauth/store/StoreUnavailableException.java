package io.github.mcpoauth.store;

import org.springframework.core.NestedExceptionUtils;

/**
 * A store can't be reached, or doesn't answer in time. The same request may succeed
 * later.
 */
public final class StoreUnavailableException extends RuntimeException {

	/**
	 * Makes an exception.
	 * @param store what can't be reached
	 * @param cause why; its most specific cause gets into the message
	 */
	public StoreUnavailableException(String store, Throwable cause) {
		super(store + " can't be used: " + NestedExceptionUtils.getMostSpecificCause(cause), cause);
	}

}
