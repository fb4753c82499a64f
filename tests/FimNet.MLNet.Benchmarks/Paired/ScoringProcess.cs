using System.Globalization;
using FimNet.MLNet.Benchmarks.Workloads;
using FimNet.MLNet.Persistence;
using FimNet.MLNet.Tests;

namespace FimNet.MLNet.Benchmarks.Paired;

/// <summary>A process that loads a zip and scores 512x512 images one by one.</summary>
internal sealed record ScoringProcess(double LoadMilliseconds, double ZipMegabytes, double PeakMegabytes)
{
    private const int Side = 512;
    private const int Processes = 5;
    private const int Scorings = 40;

    public static ScoringProcess Measure(FimNetModel model)
    {
        using var folder = new PrivateFolder();
        string zip = Path.Combine(folder.Path, "model.zip");
        string image = Path.Combine(folder.Path, "image.png");
        BenchmarkModel.Save(model, zip);
        TestModel.Image(Side, Side, seed: 1).SavePng(image);
        double[][] answers = Enumerable.Range(0, Processes).Select(_ =>
        {
            using var worker = new Worker("score", zip, image, "1");
            return worker.Ask(Scorings.ToString(CultureInfo.InvariantCulture)).Split(' ').Select(n => double.Parse(n, CultureInfo.InvariantCulture)).ToArray();
        }).ToArray();
        return new ScoringProcess(Timing.Median(answers.Select(a => a[0])), new FileInfo(zip).Length / 1e6, answers.Max(a => a[2]));
    }
}
