using FimNet.MLNet;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace QuickStart;

/// <summary>One picture a kind of defect: the image, its reconstruction, the anomaly map over the image, the mask of what the model finds, and the true mask.</summary>
internal static class Gallery
{
    public static void Write(IDataView scored, FimNetTransformer model, string folder)
    {
        Directory.CreateDirectory(folder);
        DataViewSchema schema = scored.Schema;
        using DataViewRowCursor cursor = scored.GetRowCursor([schema["ImagePath"], schema["MaskPath"], schema["Defect"], schema["AnomalyMap"], schema["Reconstruction"]]);
        ValueGetter<ReadOnlyMemory<char>> imagePath = cursor.GetGetter<ReadOnlyMemory<char>>(schema["ImagePath"]);
        ValueGetter<ReadOnlyMemory<char>> maskPath = cursor.GetGetter<ReadOnlyMemory<char>>(schema["MaskPath"]);
        ValueGetter<ReadOnlyMemory<char>> defect = cursor.GetGetter<ReadOnlyMemory<char>>(schema["Defect"]);
        ValueGetter<VBuffer<float>> anomalyMap = cursor.GetGetter<VBuffer<float>>(schema["AnomalyMap"]);
        ValueGetter<MLImage> reconstruction = cursor.GetGetter<MLImage>(schema["Reconstruction"]);

        MapScale scale = MapScale.Around(model.PixelThreshold);
        var kinds = new HashSet<string>();
        ReadOnlyMemory<char> text = default;
        VBuffer<float> map = default;
        MLImage repaired = null!;
        while (cursor.MoveNext())
        {
            defect(ref text);
            string kind = text.ToString();
            maskPath(ref text);
            string mask = text.ToString();
            if (mask.Length == 0 || !kinds.Add(kind))
            {
                continue;
            }

            imagePath(ref text);
            RgbImage image = RgbImage.Load(text.ToString());
            anomalyMap(ref map);
            reconstruction(ref repaired);
            var found = new AnomalyMap(model.ImageWidth, model.ImageHeight, map.DenseValues().ToArray());
            AnomalyMapPicture.Panel(image, RgbImage.FromMLImage(repaired), found, scale, model.PixelThreshold, RgbImage.Load(mask))
                .SavePng(Path.Combine(folder, kind + ".png"));
        }
    }
}
