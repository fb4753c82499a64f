using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Transforms.Image;

namespace FimNet.MLNet.Tests.Contract;

/// <summary>A row with something for every stage to read, and more.</summary>
internal sealed class ContractRow
{
    /// <summary>The path of an image that can be read.</summary>
    public string ImagePath { get; set; } = "";

    /// <summary>The same, but for one row whose file is damaged.</summary>
    public string AnyPath { get; set; } = "";

    [ImageType(ContractData.Side, ContractData.Side)]
    public MLImage? Image { get; set; }

    public string Name { get; set; } = "";

    public int Number { get; set; }

    public string Spare { get; set; } = "";
}

/// <summary>The data that every stage is tried with: the same in every process that is given the same folder.</summary>
internal static class ContractData
{
    public const int Side = 64;
    public const int Rows = 7;
    public const int Damaged = 2;

    /// <summary>Writes the files of the rows.</summary>
    public static void Write(string folder)
    {
        for (int i = 0; i < Rows; i++)
        {
            TestModel.Image(Side, Side, seed: i).SavePng(Path.Combine(folder, $"{i}.png"));
        }

        File.WriteAllText(Path.Combine(folder, "damaged.png"), "no image");
    }

    public static ContractRow[] Read(string folder) => [.. Enumerable.Range(0, Rows).Select(i => new ContractRow
    {
        ImagePath = Path.Combine(folder, $"{i}.png"),
        AnyPath = Path.Combine(folder, i == Damaged ? "damaged.png" : $"{i}.png"),
        Image = RgbImage.Load(Path.Combine(folder, $"{i}.png")).ToMLImage(),
        Name = $"row {i}",
        Number = i,
        Spare = $"spare {i}",
    })];

    public static IDataView View(MLContext mlContext, string folder) => mlContext.Data.LoadFromEnumerable(Read(folder));
}
