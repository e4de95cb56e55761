package io.github.mcpoauth.upstream;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.github.mcpoauth.net.HttpAnswer;
import io.github.mcpoauth.net.HttpFetcher;
import io.github.mcpoauth.net.OutboundOperation;
import io.github.mcpoauth.web.Json;

/**
 * Asks a provider about a user, with the user's own access token. Thread-safe.
 */
public final class UserApi {

	private static final int MAX_ANSWER = 256 * 1024;

	private final HttpFetcher fetcher;

	public UserApi(HttpFetcher fetcher) {
		this.fetcher = fetcher.forOperation(OutboundOperation.USERINFO);
	}

	/**
	 * Asks for an object that has to be there.
	 * @param uri where it is
	 * @param accessToken the user's token
	 * @return its members
	 * @throws UpstreamUnavailableException if the answer is anything else
	 */
	public Map<String, @Nullable Object> object(URI uri, String accessToken) {
		Map<String, @Nullable Object> members = find(uri, accessToken);
		if (members == null) {
			throw unusable(uri, "that there is nothing to see");
		}
		return members;
	}

	/**
	 * Asks for an object that may not be there, or not be for this user.
	 * @param uri where it is
	 * @param accessToken the user's token
	 * @return its members, or {@code null} if the provider answers 403 or 404
	 * @throws UpstreamUnavailableException if the answer is anything else
	 */
	public @Nullable Map<String, @Nullable Object> find(URI uri, String accessToken) {
		HttpAnswer answer = ask(uri, accessToken);
		if (answer.status() == 403 || answer.status() == 404) {
			return null;
		}
		Map<String, @Nullable Object> members = (answer.status() == 200) ? Json.readObject(answer.body()) : null;
		if (members == null) {
			throw unusable(uri, "status " + answer.status() + " and no JSON object");
		}
		return members;
	}

	/**
	 * Asks for a list that has to be there.
	 * @param uri where it is
	 * @param accessToken the user's token
	 * @return its elements
	 * @throws UpstreamUnavailableException if the answer is anything else
	 */
	public List<@Nullable Object> list(URI uri, String accessToken) {
		HttpAnswer answer = ask(uri, accessToken);
		List<@Nullable Object> elements = (answer.status() == 200) ? Json.readArray(answer.body()) : null;
		if (elements == null) {
			throw unusable(uri, "status " + answer.status() + " and no JSON array");
		}
		return elements;
	}

	private HttpAnswer ask(URI uri, String accessToken) {
		try {
			return this.fetcher.get(uri, Map.of("Authorization", "Bearer " + accessToken), MAX_ANSWER);
		}
		catch (IOException ex) {
			throw new UpstreamUnavailableException(
					"The identity provider can't be asked who the user is: " + ex.getMessage(), ex);
		}
	}

	private static UpstreamUnavailableException unusable(URI uri, String problem) {
		return new UpstreamUnavailableException(
				"The identity provider answered the question who the user is with " + problem + " (" + uri + ")");
	}

}
