package com.flexinference.samples.quickstart;

import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.Select;
import org.openqa.selenium.support.ui.WebDriverWait;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.annotation.DirtiesContext.ClassMode;
import org.springframework.web.util.HtmlUtils;

import com.flexinference.router.LocalAnswer;
import com.flexinference.router.LocalRouter;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Takes the pictures in {@code docs/images} of applications that run. Runs only with
 * {@code -Dpictures=true}, and needs chromedriver, prometheus and Maven on the path.
 */
@EnabledIfSystemProperty(named = "pictures", matches = "true")
@DirtiesContext(classMode = ClassMode.BEFORE_EACH_TEST_METHOD)
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = "spring.web.resources.static-locations=classpath:/static/,file:observability/")
class PictureTests {

	private static final Path IMAGES = Documents.ROOT.resolve("docs/images");

	private static final Path TARGET = Path.of("target");

	private static final Duration LOAD = Duration.ofMinutes(2);

	private final Random random = new Random(1);

	private final HttpClient http = HttpClient.newHttpClient();

	private final ChromeDriver browser = new ChromeDriver(new ChromeOptions().addArguments("--headless=new",
			"--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars"));

	@LocalServerPort
	private int port;

	@Autowired
	private LocalRouter router;

	@Autowired
	private SimulatedWait simulatedWait;

	@AfterEach
	void quit() {
		this.browser.quit();
		this.router.reset();
	}

	@Test
	void quickstart() throws IOException {
		this.router.capacity(1);
		this.simulatedWait.slowDown();
		open(880, 1080, "http://localhost:" + this.port);
		await("#simulated");
		for (String model : List.of("gpt-5-nano", "gemini-3.5-flash", "gpt-5.5")) {
			new Select(this.browser.findElement(By.name("model"))).selectByVisibleText(model);
			this.browser.findElement(By.cssSelector("form button")).click();
			await("#result");
		}
		inBothColorSchemes("quickstart");
	}

	@Test
	void localRouter() throws Exception {
		this.router.capacity(0.7);
		open(1180, 700, this.router.pageUrl().toString());
		await("#state.live");
		for (int i = 0; i < 14; i++) {
			ask();
		}
		inBothColorSchemes("local-router");
	}

	@Test
	void dashboard() throws Exception {
		this.router.on((request) -> request.method().equals("GET") ? null : answer());
		int prometheusPort = freePort();
		Path configuration = Files.writeString(TARGET.resolve("prometheus.yaml"),
				Files.readString(Path.of("observability/prometheus.yaml"))
					.replace("localhost:8080", "localhost:" + this.port)
					.replace("alerts.yaml", Path.of("observability/alerts.yaml").toAbsolutePath().toString()));
		Process prometheus = new ProcessBuilder("prometheus", "--config.file=" + configuration,
				"--storage.tsdb.path=" + Files.createTempDirectory(TARGET.toAbsolutePath(), "prometheus"),
				"--web.listen-address=127.0.0.1:" + prometheusPort)
			.redirectErrorStream(true)
			.redirectOutput(TARGET.resolve("prometheus.log").toFile())
			.start();
		try {
			load();
			open(1300, 1230, "http://localhost:" + this.port + "/dashboard.html?minutes=" + LOAD.toMinutes()
					+ "&prometheus=http://localhost:" + prometheusPort);
			new WebDriverWait(this.browser, Duration.ofSeconds(60)).until(ExpectedConditions.titleContains("(ready)"));
			inBothColorSchemes("dashboard");
		}
		finally {
			prometheus.destroy();
		}
	}

	@Test
	void bulk() throws Exception {
		Process process = new ProcessBuilder("mvn", "-q", "-pl", "samples/bulk", "-am", "compile", "spring-boot:run",
				"-Dspring-boot.run.arguments=--bulk.reviews=2000 --logging.level.root=warn --bulk.night="
						+ Instant.now())
			.directory(Documents.ROOT.toFile())
			.redirectErrorStream(true)
			.start();
		String output = new String(process.getInputStream().readAllBytes());
		assertThat(process.waitFor()).as(output).isZero();
		String screen = output.lines()
			.map((line) -> line.substring(line.lastIndexOf('\r') + 1).replaceAll("\u001B\\[[;?\\d]*[A-Za-z]", ""))
			.collect(Collectors.joining("\n"));
		Path page = Files.writeString(TARGET.resolve("terminal.html"),
				"""
						<meta charset="utf-8"><style>body { margin: 16px; background: #15181b; color: #e6e8ea;
						font: 14px/1.4 monospace; white-space: pre-wrap; overflow-wrap: anywhere }</style>$ mvn -q -pl samples/bulk -am compile spring-boot:run
						"""
						+ HtmlUtils.htmlEscape(screen.strip()));
		open(1320, 16 * 2 + 20 * (2 + (int) screen.strip().lines().count()), page.toUri().toString());
		screenshot("bulk");
	}

	private void load() throws InterruptedException {
		Instant end = Instant.now().plus(LOAD);
		ExecutorService users = Executors.newFixedThreadPool(6);
		for (int i = 0; i < 6; i++) {
			users.submit(() -> {
				while (Instant.now().isBefore(end)) {
					ask();
				}
				return null;
			});
		}
		users.shutdown();
		assertThat(users.awaitTermination(LOAD.toMinutes() + 1, TimeUnit.MINUTES)).isTrue();
	}

	private void ask() throws IOException, InterruptedException {
		List<String> question = oneOf(List.of(List.of("RESPONSES", "gpt-5.5", "30s"),
				List.of("CHAT_COMPLETIONS", "gpt-5-nano", "20s"), List.of("INTERACTIONS", "gemini-3.5-flash", "1m"),
				List.of("RESPONSES", "gpt-5.5", "priority"), List.of("MESSAGES", "claude-opus-4-8", "default")));
		String path = oneOf(List.of("answer", "stream"));
		this.http.send(
				HttpRequest
					.newBuilder(URI.create("http://localhost:%d/%s?format=%s&model=%s&startWithin=%s&prompt=Hello"
						.formatted(this.port, path, question.get(0), question.get(1), question.get(2))))
					.build(),
				BodyHandlers.discarding());
	}

	private LocalAnswer answer() {
		if (this.random.nextInt(25) == 0) {
			return LocalAnswer.error(oneOf(List.of("rate_limit_exceeded", "internal_error")));
		}
		LocalAnswer answer = LocalAnswer.simulated().trickled(Duration.ofMillis(20));
		return answer.delayedBy(Duration.ofMillis((long) (800 * Math.exp(0.7 * this.random.nextGaussian()))));
	}

	private <T> T oneOf(List<T> values) {
		return values.get(this.random.nextInt(values.size()));
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
	}

	private void open(int width, int height, String url) {
		this.browser.executeCdpCommand("Emulation.setDeviceMetricsOverride",
				Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
		this.browser.get(url);
	}

	private void await(String selector) {
		new WebDriverWait(this.browser, Duration.ofSeconds(60))
			.until(ExpectedConditions.visibilityOfElementLocated(By.cssSelector(selector)));
	}

	private void inBothColorSchemes(String name) throws IOException {
		for (String scheme : List.of("light", "dark")) {
			this.browser.executeCdpCommand("Emulation.setEmulatedMedia",
					Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
			screenshot(name + "-" + scheme);
		}
	}

	private void screenshot(String name) throws IOException {
		BufferedImage screen = ImageIO.read(new ByteArrayInputStream(this.browser.getScreenshotAs(OutputType.BYTES)));
		ImageIO.write(indexed(screen), "png", IMAGES.resolve(name + ".png").toFile());
	}

	/**
	 * Reduce an image to its most frequent 256 colors, which makes its file small.
	 */
	private static BufferedImage indexed(BufferedImage image) {
		int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
		Map<Integer, Long> frequencies = IntStream.of(pixels)
			.boxed()
			.collect(Collectors.groupingBy((color) -> color, Collectors.counting()));
		int[] palette = frequencies.entrySet()
			.stream()
			.sorted(Map.Entry.<Integer, Long>comparingByValue().reversed())
			.limit(256)
			.mapToInt(Map.Entry::getKey)
			.toArray();
		BufferedImage indexed = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_BYTE_INDEXED,
				new IndexColorModel(8, palette.length, palette, 0, false, -1, DataBuffer.TYPE_BYTE));
		Map<Integer, Integer> nearest = new HashMap<>();
		for (int i = 0; i < pixels.length; i++) {
			int index = nearest.computeIfAbsent(pixels[i], (color) -> nearest(color, palette));
			indexed.getRaster().setSample(i % image.getWidth(), i / image.getWidth(), 0, index);
		}
		return indexed;
	}

	private static int nearest(int color, int[] palette) {
		return IntStream.range(0, palette.length)
			.boxed()
			.min(Comparator.comparingInt((index) -> distance(color, palette[index])))
			.orElseThrow();
	}

	private static int distance(int one, int two) {
		int red = (one >> 16 & 0xFF) - (two >> 16 & 0xFF);
		int green = (one >> 8 & 0xFF) - (two >> 8 & 0xFF);
		int blue = (one & 0xFF) - (two & 0xFF);
		return red * red + green * green + blue * blue;
	}

}
