package io.github.mcpoauth.sample.client;

import java.net.URI;

/**
 * Takes the user to the authorization server. How the user comes back is the business of
 * {@link RedirectListener}.
 */
interface Browser {

	void open(URI uri);

}
