package io.github.mcpoauth.sample.client;

import java.net.URI;
import java.util.Collection;

import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import net.minidev.json.JSONObject;

/**
 * Reads a document from the first place that has one.
 */
final class MetadataReader {

	private final Http http;

	MetadataReader(Http http) {
		this.http = http;
	}

	JSONObject first(Collection<URI> locations) {
		for (URI location : locations) {
			HTTPResponse response = this.http.get(location);
			if (response.getStatusCode() == HTTPResponse.SC_OK) {
				return json(location, response);
			}
			if (response.getStatusCode() / 100 != 4) {
				// The next place may have another document, for when this one is missing
				throw new ClientFailure(location + " answers with " + response.getStatusCode());
			}
		}
		throw new ClientFailure("There is no metadata at " + locations);
	}

	private static JSONObject json(URI location, HTTPResponse response) {
		try {
			return response.getBodyAsJSONObject();
		}
		catch (ParseException ex) {
			throw new ClientFailure(location + " is no JSON document: " + ex.getMessage(), ex);
		}
	}

}
