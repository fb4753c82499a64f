using System.Net;
using System.Net.Sockets;
using FimNet.MLNet.Reports;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace FimNet.MLNet.Tests.Reports;

[TestClass]
public sealed class GalleryBrowserTests
{
    private static ReportBrowser s_browser = null!;

    [ClassInitialize]
    public static async Task StartBrowser(TestContext context) => s_browser = await ReportBrowser.StartAsync();

    [ClassCleanup]
    public static async Task StopBrowser() => await s_browser.DisposeAsync();

    [TestMethod]
    public Task Images_are_sorted() => s_browser.VisitAsync(SampleReport.Labelled(), async page =>
    {
        (string Order, string Names)[] choices =
        [
            ("score-low", "good 2, good 10, stain 1, good 1, scratch 1, good 3, stain 2, scratch 2, stain 3, scratch 3"),
            ("score-high", "scratch 3, stain 3, stain 2, scratch 2, good 3, scratch 1, good 1, stain 1, good 10, good 2"),
            ("name", "good 1, good 2, good 3, good 10, scratch 1, scratch 2, scratch 3, stain 1, stain 2, stain 3"),
        ];
        foreach ((string order, string names) in choices)
        {
            await page.Locator("#gallery-sort").SelectOptionAsync(order);
            await Expect(Shown(page)).ToHaveTextAsync(FileNames(names));
        }
    });

    [TestMethod]
    public Task Images_with_the_highest_scores_come_first_unasked() => s_browser.VisitAsync(
        SampleReport.Labelled(), page => Expect(Shown(page).First).ToHaveTextAsync("scratch 3.png"));

    [TestMethod]
    public Task An_image_without_its_picture_says_so() => s_browser.VisitAsync(
        SampleReport.Of(SampleReport.Good("far.png", 0.1) with { Picture = "", Overlay = "" }, SampleReport.Good("near.png", 0.3)),
        async page =>
        {
            await Expect(page.Locator("#gallery .card").Filter(new() { HasText = "far.png" })).ToContainTextAsync("Picture left out");
            await page.Locator("#overlay-toggle").ClickAsync();
            await Expect(page.Locator("#gallery .card").Filter(new() { HasText = "near.png" }).Locator("img")).ToHaveAttributeAsync("src", SampleReport.Overlay);
        });

    [TestMethod]
    public Task The_order_of_defects_is_not_that_of_names()
    {
        ReportData data = SampleReport.Of(SampleReport.Defective("a.png", "stain", 1), SampleReport.Defective("c.png", "hole", 2), SampleReport.Defective("b.png", "hole", 3));
        return s_browser.VisitAsync(data, async page =>
        {
            await page.Locator("#gallery-sort").SelectOptionAsync("defect");
            await Expect(Shown(page)).ToHaveTextAsync(["b.png", "c.png", "a.png"]);
        });
    }

    [TestMethod]
    public Task Images_are_filtered() => s_browser.VisitAsync(SampleReport.Labelled(), async page =>
    {
        (string Filter, string Names, string Count)[] choices =
        [
            ("false-alarm", "good 3", "1 of 10 images"),
            ("miss", "stain 1", "1 of 10 images"),
            ("good", "good 3, good 1, good 10, good 2", "4 of 10 images"),
            ("defective", "scratch 3, stain 3, stain 2, scratch 2, scratch 1, stain 1", "6 of 10 images"),
            ("all", "scratch 3, stain 3, stain 2, scratch 2, good 3, scratch 1, good 1, stain 1, good 10, good 2", "10 images"),
        ];
        foreach ((string filter, string names, string count) in choices)
        {
            await page.Locator("#gallery-filter").SelectOptionAsync(filter);
            await Expect(Shown(page)).ToHaveTextAsync(FileNames(names));
            await Expect(page.Locator("#gallery-count")).ToHaveTextAsync(count);
        }
    });

    [TestMethod]
    public Task The_filter_follows_the_threshold() => s_browser.VisitAsync(SampleReport.Labelled(), async page =>
    {
        await page.Locator("#gallery-filter").SelectOptionAsync("false-alarm");
        await page.Locator("#threshold-value").FillAsync("0.15");
        await Expect(Shown(page)).ToHaveTextAsync(["good 3.png", "good 1.png", "good 10.png"]);
        await page.Locator("#threshold-value").FillAsync("0.9");
        await Expect(Shown(page)).ToHaveCountAsync(0);
        await Expect(page.Locator("#gallery-empty")).ToBeVisibleAsync();
    });

    [TestMethod]
    public Task A_card_says_what_the_model_makes_of_the_image() => s_browser.VisitAsync(SampleReport.Labelled(), async page =>
    {
        await Expect(Card(page, "scratch 1.png").Locator("p")).ToHaveTextAsync(["scratch 1.png", "scratch · 1 region", "score 0.4p 0.01", "✓ Found"]);
        await page.Locator("#threshold-value").FillAsync("0.4");
        await Expect(Card(page, "scratch 1.png").Locator(".decision")).ToHaveTextAsync("▼ Missed");
        await Expect(Card(page, "good 3.png").Locator(".decision")).ToHaveTextAsync("▲ False alarm");
        await Expect(Card(page, "good 2.png").Locator(".decision")).ToHaveTextAsync("✓ Passed");
    });

    [TestMethod]
    public Task One_button_turns_all_pictures_into_maps_and_back() => s_browser.VisitAsync(SampleReport.Labelled(), async page =>
    {
        ILocator toggle = page.Locator("#overlay-toggle");
        await page.Locator("#gallery").ScrollIntoViewIfNeededAsync();
        await ExpectPictures(page, SampleReport.Picture);
        await toggle.PressAsync("Enter");
        await Expect(toggle).ToHaveAttributeAsync("aria-pressed", "true");
        await ExpectPictures(page, SampleReport.Overlay);
        await toggle.ClickAsync();
        await Expect(toggle).ToHaveAttributeAsync("aria-pressed", "false");
        await ExpectPictures(page, SampleReport.Picture);
    });

    [TestMethod]
    public Task One_picture_turns_by_click_and_by_key() => s_browser.VisitAsync(SampleReport.Labelled(), async page =>
    {
        ILocator button = Card(page, "stain 1.png").Locator("button"), other = Card(page, "good 2.png").Locator("img");
        (Func<Task> Act, string Picture)[] steps =
        [
            (() => button.ClickAsync(), SampleReport.Overlay),
            (() => button.PressAsync("Enter"), SampleReport.Picture),
            (() => button.PressAsync(" "), SampleReport.Overlay),
        ];
        foreach ((Func<Task> act, string picture) in steps)
        {
            await act();
            await Expect(button.Locator("img")).ToHaveAttributeAsync("src", picture);
            await Expect(button).ToHaveAttributeAsync("aria-pressed", picture == SampleReport.Overlay ? "true" : "false");
            await Expect(other).ToHaveAttributeAsync("src", SampleReport.Picture);
        }
    });

    [TestMethod]
    public Task Hostile_names_are_only_text() => s_browser.VisitAsync(SampleReport.Hostile(), async page =>
    {
        IReadOnlyList<string> names = await page.Locator("#gallery .name").EvaluateAllAsync<string[]>("names => names.map(name => name.textContent)");
        CollectionAssert.AreEquivalent(SampleReport.HostileNames, names.ToArray());
        Assert.AreEqual(string.Concat(SampleReport.HostileNames), await page.TitleAsync());
        await Expect(page.Locator("img:not(.picture img)")).ToHaveCountAsync(0);
    });

    [TestMethod]
    public async Task A_picture_elsewhere_is_not_fetched()
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        string picture = $"http://{server.LocalEndpoint}/picture.png";
        IReadOnlyList<string> complaints = await s_browser.ComplaintsAsync(
            SampleReport.Of(SampleReport.Good("good.png", 0.5) with { Picture = picture }),
            async page =>
            {
                await page.Locator("#gallery").ScrollIntoViewIfNeededAsync();
                await Expect(page.Locator("#gallery img")).ToHaveAttributeAsync("src", picture);
                await page.WaitForFunctionAsync("document.querySelector('#gallery img').complete");
            });
        Assert.IsTrue(complaints.Any(complaint => complaint.Contains("Content Security Policy", StringComparison.Ordinal)), string.Join('\n', complaints));
        Assert.IsFalse(server.Pending());
    }

    [TestMethod]
    public Task Of_many_images_only_those_near_the_window_are_loaded()
    {
        ReportData data = SampleReport.Of([.. Enumerable.Range(0, 500).Select(i => SampleReport.Good($"{i}.png", i))]);
        return s_browser.VisitAsync(data, async page =>
        {
            ILocator last = Card(page, "0.png").Locator("img");
            Assert.IsNull(await last.GetAttributeAsync("src"));
            await page.Locator("#gallery-end").ScrollIntoViewIfNeededAsync();
            await Expect(last).ToHaveAttributeAsync("src", SampleReport.Picture);
            Assert.IsLessThan(250, await page.Locator("#gallery img[src]").CountAsync());
        });
    }

    [TestMethod]
    public Task All_mistakes_of_a_sort_are_a_button_away()
    {
        ReportData data = SampleReport.Of([.. Enumerable.Range(0, 9).Select(i => SampleReport.Good($"{i}.png", i))]);
        return s_browser.VisitAsync(data, async page =>
        {
            await Expect(page.Locator("#worst-false-alarms .card")).ToHaveCountAsync(6);
            await page.GetByRole(AriaRole.Button, new() { Name = "Show all 8 among the images" }).ClickAsync();
            await Expect(Shown(page)).ToHaveCountAsync(8);
            await Expect(page.Locator("#gallery-filter")).ToBeFocusedAsync();
        });
    }

    private static IEnumerable<string> FileNames(string names) => names.Split(", ").Select(name => name + ".png");

    private static ILocator Shown(IPage page) => page.Locator("#gallery .card:not([hidden]) .name");

    private static ILocator Card(IPage page, string name) => page.Locator("#gallery .card").Filter(new() { Has = page.GetByText(name, new() { Exact = true }) });

    private static async Task ExpectPictures(IPage page, string picture)
    {
        ILocator pictures = page.Locator("#gallery img");
        for (int i = 0; i < 10; i++)
        {
            await Expect(pictures.Nth(i)).ToHaveAttributeAsync("src", picture);
        }
    }
}
