package io.github.mcpoauth.support;

/**
 * A server that is asked over HTTP, wherever it runs.
 */
public interface RunningServer {

	/** The address at which it really is, whatever its public URL. */
	String url(String path);

}
