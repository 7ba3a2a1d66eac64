package com.flexinference.web;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Wrapper;
import org.apache.catalina.startup.Tomcat;
import org.springframework.util.FileSystemUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * Tomcat with one thread, Spring MVC and one controller, which returns an emitter.
 */
final class MvcServer implements AutoCloseable {

	private final Tomcat tomcat = new Tomcat();

	private final Path directory;

	MvcServer(Supplier<SseEmitter> emitter) throws IOException, LifecycleException {
		this.directory = Files.createTempDirectory("tomcat");
		AnnotationConfigWebApplicationContext application = new AnnotationConfigWebApplicationContext();
		application.register(Mvc.class);
		application
			.addBeanFactoryPostProcessor((beans) -> beans.registerSingleton("answers", new AnswerController(emitter)));
		this.tomcat.setBaseDir(this.directory.toString());
		this.tomcat.setPort(0);
		this.tomcat.setSilent(true);
		Context context = this.tomcat.addContext("", null);
		Wrapper servlet = Tomcat.addServlet(context, "dispatcher", new DispatcherServlet(application));
		servlet.setAsyncSupported(true);
		servlet.setLoadOnStartup(1);
		servlet.addMapping("/");
		this.tomcat.getConnector().setProperty("maxThreads", "1");
		this.tomcat.start();
	}

	URI uri() {
		return URI.create("http://localhost:" + this.tomcat.getConnector().getLocalPort() + "/answer");
	}

	@Override
	public void close() throws IOException, LifecycleException {
		this.tomcat.stop();
		this.tomcat.destroy();
		FileSystemUtils.deleteRecursively(this.directory);
	}

	@EnableWebMvc
	static class Mvc {

	}

	@RestController
	static class AnswerController {

		private final Supplier<SseEmitter> emitter;

		AnswerController(Supplier<SseEmitter> emitter) {
			this.emitter = emitter;
		}

		@GetMapping("/answer")
		SseEmitter answer() {
			return this.emitter.get();
		}

	}

}
