package io.github.mcpoauth.autoconfigure;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.HttpRequestHandler;

/**
 * An endpoint of the authorization server that not every application has. It
 * authenticates who calls it by itself.
 *
 * @param paths its paths below the context path
 * @param handler answers
 */
record OwnEndpoint(List<String> paths, HttpRequestHandler handler) {

	static Map<String, HttpRequestHandler> byPath(ObjectProvider<OwnEndpoint> endpoints) {
		Map<String, HttpRequestHandler> byPath = new LinkedHashMap<>();
		endpoints.forEach((endpoint) -> endpoint.paths().forEach((path) -> byPath.put(path, endpoint.handler())));
		return byPath;
	}

}
