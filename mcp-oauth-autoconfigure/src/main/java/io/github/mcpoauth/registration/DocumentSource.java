package io.github.mcpoauth.registration;

import java.io.IOException;
import java.net.URI;

import io.github.mcpoauth.net.FetchedDocument;

/**
 * Where documents come from.
 */
@FunctionalInterface
interface DocumentSource {

	/**
	 * Fetches a document.
	 * @param uri where it is
	 * @param limit how many bytes it may have
	 * @throws IOException if it can't be had
	 */
	FetchedDocument fetch(URI uri, int limit) throws IOException;

}
