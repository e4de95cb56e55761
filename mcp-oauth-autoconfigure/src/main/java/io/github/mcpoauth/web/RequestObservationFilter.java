package io.github.mcpoauth.web;

import java.io.IOException;
import java.util.Map;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Observes requests to the endpoints of the protocol. The platform observes them as well,
 * but knows neither which endpoint a filter serves nor what an answer means.
 */
public final class RequestObservationFilter extends OncePerRequestFilter {

	private static final OAuthRequestConvention CONVENTION = new OAuthRequestConvention() {
	};

	private final ObservationRegistry registry;

	private final Map<String, OAuthEndpoint> endpoints;

	/**
	 * Makes a filter that leaves all other paths alone.
	 * @param registry what observes
	 * @param endpoints the endpoints by path below the context path; one that ends with
	 * {@code /*} means all with any last segment that are not named themselves
	 */
	public RequestObservationFilter(ObservationRegistry registry, Map<String, OAuthEndpoint> endpoints) {
		this.registry = registry;
		this.endpoints = Map.copyOf(endpoints);
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		OAuthEndpoint endpoint = endpoint(request);
		if (endpoint == null) {
			chain.doFilter(request, response);
			return;
		}
		OAuthRequestContext context = new OAuthRequestContext(endpoint);
		Observation observation = OAuthRequestDocumentation.OAUTH_REQUEST
			.observation(null, CONVENTION, () -> context, this.registry)
			.start();
		try (Observation.Scope scope = observation.openScope()) {
			chain.doFilter(request, new ObservedResponse(response, context));
			context.answered(response.getStatus(), grantType(endpoint, request));
		}
		catch (ServletException | IOException | RuntimeException ex) {
			context.failed();
			observation.error(ex);
			throw ex;
		}
		finally {
			observation.stop();
		}
	}

	private static @Nullable String grantType(OAuthEndpoint endpoint, HttpServletRequest request) {
		return (endpoint == OAuthEndpoint.TOKEN) ? ReadableParameters.get(request, "grant_type") : null;
	}

	private @Nullable OAuthEndpoint endpoint(HttpServletRequest request) {
		String path = RequestPaths.of(request);
		return this.endpoints.getOrDefault(path,
				this.endpoints.get(path.substring(0, path.lastIndexOf('/') + 1) + "*"));
	}

}
