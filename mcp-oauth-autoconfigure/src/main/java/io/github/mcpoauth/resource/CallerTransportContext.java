package io.github.mcpoauth.resource;

import java.util.Map;

import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.server.McpTransportContextExtractor;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.servlet.function.ServerRequest;

/**
 * Hands the caller of a request to tools through the {@code McpTransportContext}, which
 * reaches them on whatever thread they run. A transport of the application's own takes it
 * as its {@code contextExtractor}. Immutable.
 */
public final class CallerTransportContext implements McpTransportContextExtractor<ServerRequest> {

	/** The key of the {@link Caller}. */
	public static final String CALLER = Caller.class.getName();

	/** The key of the {@link Authentication}. */
	public static final String AUTHENTICATION = Authentication.class.getName();

	/**
	 * Reads the caller from the security context.
	 * @param request the request that this thread works for
	 * @return the context; empty if nothing protects the endpoint
	 */
	@Override
	public McpTransportContext extract(ServerRequest request) {
		Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
		return (authentication != null)
				? McpTransportContext.create(Map.of(AUTHENTICATION, authentication, CALLER, Caller.current()))
				: McpTransportContext.EMPTY;
	}

	/**
	 * The caller of the request that a context belongs to.
	 * @param context the context, which a tool gets as a parameter or from its exchange
	 * @return the caller
	 * @throws IllegalStateException if it is not in the context
	 */
	public static Caller caller(McpTransportContext context) {
		return find(context, CALLER, Caller.class);
	}

	/**
	 * The authentication of the request that a context belongs to.
	 * @param context the context, which a tool gets as a parameter or from its exchange
	 * @return the authentication
	 * @throws IllegalStateException if it is not in the context
	 */
	public static Authentication authentication(McpTransportContext context) {
		return find(context, AUTHENTICATION, Authentication.class);
	}

	private static <T> T find(McpTransportContext context, String key, Class<T> type) {
		Object value = context.get(key);
		if (value == null) {
			throw new IllegalStateException("The McpTransportContext does not know the caller. "
					+ "A transport bean of the application's own needs a CallerTransportContext as contextExtractor");
		}
		return type.cast(value);
	}

}
