package io.github.mcpoauth.support;

/**
 * A running application, in this process or in another one.
 */
public interface Instance {

	/** The address at which it really is, whatever its public URL. */
	String url(String path);

}
