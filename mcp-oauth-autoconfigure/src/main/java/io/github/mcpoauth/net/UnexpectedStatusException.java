package io.github.mcpoauth.net;

import java.io.IOException;
import java.io.Serial;
import java.net.URI;

/**
 * The server is there and answers, but not with what was asked for.
 */
public final class UnexpectedStatusException extends IOException {

	@Serial
	private static final long serialVersionUID = 1L;

	UnexpectedStatusException(URI uri, int status) {
		super(uri + " answered with status " + status);
	}

}
