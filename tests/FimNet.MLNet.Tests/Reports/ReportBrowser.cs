using FimNet.MLNet.Reports;
using Microsoft.Playwright;

namespace FimNet.MLNet.Tests.Reports;

/// <summary>Reports in a browser.</summary>
internal sealed class ReportBrowser : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly PageBrowser _browser;

    private ReportBrowser(PageBrowser browser) => _browser = browser;

    /// <inheritdoc cref="PageBrowser.StartAsync"/>
    public static async Task<ReportBrowser> StartAsync() => new(await PageBrowser.StartAsync());

    /// <inheritdoc cref="PageBrowser.VisitAsync"/>
    public Task VisitAsync(ReportData data, Func<IPage, Task> act, int width = 1280) => _browser.VisitAsync(File(data), act, width);

    /// <inheritdoc cref="PageBrowser.ComplaintsAsync"/>
    public Task<IReadOnlyList<string>> ComplaintsAsync(ReportData data, Func<IPage, Task> act, int width = 1280) => _browser.ComplaintsAsync(File(data), act, width);

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _folder.Dispose();
    }

    private string File(ReportData data)
    {
        string file = _folder.File($"{Guid.NewGuid():N}.html", []);
        using var writer = new StreamWriter(file);
        ReportPage.Write(writer, data);
        return file;
    }
}
