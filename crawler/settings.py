"""Scrapy settings of the project: what is the same for every crawl. What a user sets comes from `crawler.config`."""

from scrapy.settings import default_settings

from crawler.manners import JITTER

BOT_NAME = "tinsach"
SPIDER_MODULES = ["crawler.spiders"]
NEWSPIDER_MODULE = "crawler.spiders"
ADDONS = {"crawler.addon.TinsachAddon": 0}

# Good manners.
ROBOTSTXT_OBEY = True
ROBOTSTXT_USER_AGENT = "Tinsach"
CONCURRENT_REQUESTS_PER_DOMAIN = 1
# What waits to be sent waits in the scheduler, from where a signal or the newspaper's refusal takes it back.
CONCURRENT_REQUESTS = 3
DOWNLOAD_DELAY_JITTER = JITTER
AUTOTHROTTLE_ENABLED = True
AUTOTHROTTLE_TARGET_CONCURRENCY = 1.0
COOKIES_ENABLED = False
REFERER_ENABLED = True
# A name that does not resolve will not two seconds later.
RETRY_EXCEPTIONS = [
    error for error in default_settings.RETRY_EXCEPTIONS if error != "scrapy.exceptions.CannotResolveHostError"
]
# 429 is no accident to try again at once: it becomes the status "blocked", with a time to come back.
RETRY_HTTP_CODES = [500, 502, 503, 504, 522, 524, 408]
RETRY_GIVE_UP_LOG_LEVEL = "INFO"

# Nothing listens, nobody is fooled by a certificate, nothing leads out of the newspaper.
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
DOWNLOAD_VERIFY_CERTIFICATES = True
TWISTED_DNS_RESOLVER = "crawler.resolver.PublicAddressResolver"
HTTPPROXY_ENABLED = True
METAREFRESH_ENABLED = False
DOWNLOAD_HANDLERS = {
    "http": "crawler.via.ViaDownloadHandler",
    "https": "crawler.via.ViaDownloadHandler",
    "data": None,
    "file": None,
    "ftp": None,
    "s3": None,
}
DOWNLOADER_MIDDLEWARES = {
    # Scrapy's own accepts subdomains, and drops without a word what a redirect leads to.
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "crawler.robots.ObedientRobotsTxtMiddleware": 100,
    "crawler.middlewares.OwnHostsMiddleware": 50,
    "crawler.middlewares.MovedMiddleware": 60,
}
EXTENSIONS = {"crawler.extensions.CrawlDelay": 0, "crawler.manners.Manners": 0}
ITEM_PIPELINES = {"crawler.pipelines.SeedCheckPipeline": 800, "crawler.pipelines.StorePipeline": 900}

# Every answer reaches the spider, which gives it a status: nothing is dropped on the way.
HTTPERROR_ALLOW_ALL = True
URLLENGTH_LIMIT = 0

DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language": "vi,en;q=0.5",
}
FEED_EXPORT_ENCODING = "utf-8"
LOG_FORMATTER = "crawler.logs.CalmLogFormatter"
LOG_VERSIONS: list[str] = []
LOG_SHORT_NAMES = True
STATS_DUMP = False
# Scrapy makes so many tasks for each answer, and looks into the source of each callback: ours bring one item at a time.
CONCURRENT_ITEMS = 2
WARN_ON_GENERATOR_RETURN_VALUE = False
LOGSTATS_INTERVAL = 0
