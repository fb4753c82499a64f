using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace FimNet.MLNet.Benchmarks.Studies;

/// <summary>A scored test set on disk: any process reads it again without the model and, like a scored view, has one map in memory at a time.</summary>
internal sealed class KeptMaps
{
    private readonly string _mapFile;
    private readonly Index _index;

    private KeptMaps(string folder, Index index)
    {
        _mapFile = MapFile(folder);
        _index = index;
    }

    public int Width => _index.Width;

    public int Height => _index.Height;

    public int Count => _index.Rows.Count;

    public static KeptMaps Write(string folder, int width, int height, IEnumerable<KeptRow> rows)
    {
        Directory.CreateDirectory(folder);
        var index = new Index(width, height, []);
        using (FileStream maps = File.Create(MapFile(folder)))
        {
            foreach (KeptRow row in rows)
            {
                maps.Write(MemoryMarshal.AsBytes(row.AnomalyMap.AsSpan()));
                index.Rows.Add(WithMap(row, []));
            }
        }

        File.WriteAllText(IndexFile(folder), JsonSerializer.Serialize(index));
        return new KeptMaps(folder, index);
    }

    public static KeptMaps Open(string folder) => new(folder, JsonSerializer.Deserialize<Index>(File.ReadAllText(IndexFile(folder)))!);

    public IDataView View(MLContext mlContext)
    {
        var definition = SchemaDefinition.Create(typeof(KeptRow));
        definition[nameof(KeptRow.AnomalyMap)].ColumnType = new VectorDataViewType(NumberDataViewType.Single, Height, Width);
        return mlContext.Data.LoadFromEnumerable(Rows(), definition);
    }

    /// <summary>The rows; all have the same array, which the next row overwrites.</summary>
    public IEnumerable<KeptRow> Rows()
    {
        using FileStream maps = File.OpenRead(_mapFile);
        var map = new float[Width * Height];
        foreach (KeptRow row in _index.Rows)
        {
            maps.ReadExactly(MemoryMarshal.AsBytes(map.AsSpan()));
            yield return WithMap(row, map);
        }
    }

    public static KeptRow WithMap(KeptRow row, float[] map) => new()
    {
        AnomalyMap = map,
        ImagePath = row.ImagePath,
        MaskPath = row.MaskPath,
        Defect = row.Defect,
        Label = row.Label,
        Score = row.Score,
        PredictedLabel = row.PredictedLabel,
    };

    private static string MapFile(string folder) => Path.Combine(folder, "maps.bin");

    private static string IndexFile(string folder) => Path.Combine(folder, "index.json");

    private sealed record Index(int Width, int Height, List<KeptRow> Rows);
}
